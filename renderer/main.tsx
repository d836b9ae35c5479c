import { render } from 'preact';
import { App } from './app.tsx';
import { bridgeOver } from './bridge.ts';
import { firstPicture } from './first-picture.ts';
import { onceReceived } from './first-state.ts';
import { connect } from './store.ts';

const root = document.getElementById('app');
const store = connect(bridgeOver(window.sandman), firstPicture());
if (root) onceReceived(store, () => render(<App store={store} />, root));
