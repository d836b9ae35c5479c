import { render } from 'preact';
import { bridgeOver } from '../bridge.ts';
import { firstPicture } from '../first-picture.ts';
import { connect } from '../store.ts';
import { SettingsApp } from './app.tsx';

const root = document.getElementById('app');
const store = connect(bridgeOver(window.sandman), firstPicture());
if (root) render(<SettingsApp store={store} />, root);
