import { render } from 'preact';
import { App } from './app.tsx';
import { onceReceived } from './first-state.ts';
import { connect } from './store.ts';

const root = document.getElementById('app');
const store = connect(window.sandman);
if (root) onceReceived(store, () => render(<App store={store} />, root));
