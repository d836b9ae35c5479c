// The least that a tray app in Electron can be: an icon, and a window of the popup's size while it is wanted.
const path = require('node:path');
const { app, BrowserWindow, Tray, nativeImage, screen } = require('electron');

let tray = null;
let window = null;

app.setPath('userData', process.env.EMPTY_APP_HOME);
app.enableSandbox();
app.commandLine.appendSwitch('gtk-version', '3');
app.on('window-all-closed', () => {});
app.whenReady().then(() => {
  tray = new Tray(nativeImage.createFromPath(process.env.EMPTY_APP_ICON));
  tray.on('click', toggle);
});

function toggle() {
  if (window) {
    window.destroy();
    window = null;
    return;
  }
  const { workArea } = screen.getPrimaryDisplay();
  const size = { width: 380, height: 560 };
  window = new BrowserWindow({
    ...size,
    x: workArea.x + workArea.width - size.width - 6,
    y: workArea.y + workArea.height - size.height - 6,
    title: 'Empty',
    show: false,
    frame: false,
    resizable: false,
    skipTaskbar: true,
    alwaysOnTop: true,
    webPreferences: { sandbox: true, contextIsolation: true, spellcheck: false },
  });
  window.once('ready-to-show', () => window.show());
  void window.loadFile(path.join(__dirname, 'index.html'));
}
