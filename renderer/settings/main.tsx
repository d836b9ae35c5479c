import { render } from 'preact';
import { connect } from '../store.ts';
import { SettingsApp } from './app.tsx';

const root = document.getElementById('app');
if (root) render(<SettingsApp store={connect(window.sandman)} />, root);
