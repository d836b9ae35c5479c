import { describe, expect, it } from 'vitest';
import { dockerLogFiles } from '../../../main/core/docker-log/log-files.ts';

describe('Docker’s logs', () => {
  it('lie where the reference says, on each system', () => {
    expect(dockerLogFiles({ env: {}, platform: 'linux', homeDir: '/home/u' })).toEqual([
      { runtime: 'sbx', file: '/home/u/.local/state/sandboxes/sandboxes/sandboxd/daemon.log' },
    ]);
    expect(dockerLogFiles({ env: { XDG_STATE_HOME: '/s' }, platform: 'linux', homeDir: '/home/u' })[0]?.file).toBe(
      '/s/sandboxes/sandboxes/sandboxd/daemon.log',
    );
    expect(dockerLogFiles({ env: {}, platform: 'darwin', homeDir: '/Users/u' })).toEqual([
      {
        runtime: 'sbx',
        file: '/Users/u/Library/Application Support/com.docker.sandboxes/sandboxes/sandboxd/daemon.log',
      },
      {
        runtime: 'docker-sandbox',
        file: '/Users/u/Library/Containers/com.docker.docker/Data/log/host/docker-sandbox.log',
      },
    ]);
    const env = { LOCALAPPDATA: 'C:\\L' };
    expect(dockerLogFiles({ env, platform: 'win32', homeDir: 'C:\\U' })).toEqual([
      { runtime: 'sbx', file: 'C:\\L\\DockerSandboxes\\sandboxes\\state\\sandboxd\\daemon.log' },
    ]);
    expect(dockerLogFiles({ env: {}, platform: 'win32', homeDir: 'C:\\U' })).toEqual([]);
  });

  it('lie beside a socket that is named', () => {
    const env = { DOCKER_SANDBOXES_API: 'unix:///tmp/x/sandboxd.sock' };
    expect(dockerLogFiles({ env, platform: 'linux', homeDir: '/h' })).toEqual([
      { runtime: 'sbx', file: '/tmp/x/daemon.log' },
    ]);
  });
});
