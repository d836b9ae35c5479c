import { render } from 'preact';
import { App } from './app.tsx';
import { connect } from './store.ts';

const root = document.getElementById('app');
if (root) render(<App store={connect(window.sandman)} />, root);
