import { render } from 'preact';
import { bridgeOver } from '../bridge.ts';
import { connect } from '../store.ts';
import { SettingsApp } from './app.tsx';

const root = document.getElementById('app');
if (root) render(<SettingsApp store={connect(bridgeOver(window.sandman))} />, root);
