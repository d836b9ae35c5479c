import { existsSync } from 'node:fs';
import { appendFile, mkdir, mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import type net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { answerDesktop, answerDocker, answerPlugin } from './docker-program.ts';
import { engineReply, type EngineOptions } from './engine-api.ts';
import { applyFault, commandOf, httpFault } from './faults.ts';
import { compileProgram, installProgram, labPaths, linkProgram, realDocker, type LabPaths } from './files.ts';
import { LabDesktop } from './desktop.ts';
import { LabBox } from './fleet.ts';
import type { ProgramAnswer, ProgramCall } from './programs/protocol.ts';
import { answerSbx } from './sbx-program.ts';
import { LabSecrets } from './sbx-secrets.ts';
import { sandboxdReply } from './sandboxd-api.ts';
import type { LabCall, LabChange, LabFault, LabRuntime, LabSandbox, LabScenario, LabTarget } from './scenario.ts';
import { closeServer, notFound, serveHttp, serveLines, type Reply } from './socket-server.ts';

const runtimes = ['sbx', 'docker-sandbox', 'containers'] as const;

/**
 * Stand-ins for `sbx`, its daemon, Docker Desktop's plugins and a Docker Engine: real executables and sockets in a folder,
 * with a real process behind every running sandbox. All of it ends with the process that started it.
 */
export class Lab {
  /** What a program needs in its environment to find this lab and nothing else. */
  readonly env: Readonly<Record<string, string>>;
  /** True when `docker …` goes through the docker command line of this machine. */
  readonly hasRealDocker: boolean;
  readonly calls: LabCall[] = [];
  /** The store of `sbx`. */
  readonly secrets: LabSecrets;
  /** Null unless the scenario has a Docker Desktop that can be restarted. */
  readonly desktop: LabDesktop | null;
  /** What a watcher must never cause: a daemon or VM that starts, a session, a change, a question to a person, telemetry. */
  readonly sideEffects: string[] = [];
  readonly #scenario: LabScenario;
  readonly #paths: LabPaths;
  readonly #boxes: ReadonlyMap<LabRuntime, LabBox[]>;
  readonly #faults = new Map<LabTarget, LabFault>();
  readonly #servers: net.Server[] = [];
  #daemon: net.Server[] = [];

  private constructor(
    readonly dir: string,
    scenario: LabScenario,
  ) {
    this.#scenario = scenario;
    this.#paths = labPaths(dir);
    this.hasRealDocker = scenario.dockerSandbox !== undefined && realDocker() !== null;
    const boxes = {
      sbx: scenario.sbx?.sandboxes,
      'docker-sandbox': scenario.dockerSandbox?.sandboxes,
      containers: scenario.containers?.sandboxes,
    };
    this.#boxes = new Map(
      runtimes.map((runtime) => [
        runtime,
        (boxes[runtime] ?? []).map((one) => new LabBox(runtime, one, this.#paths.vm)),
      ]),
    );
    this.secrets = new LabSecrets(scenario.sbx?.version ?? '0.42.0');
    const desktop = scenario.dockerSandbox?.desktop;
    this.desktop = desktop
      ? new LabDesktop({
          dir: this.#paths.desktop,
          home: this.#paths.home,
          loginShell: desktop.loginShell ?? '/bin/bash',
          stopSandboxes: () => this.#stopDesktopSandboxes(),
        })
      : null;
    this.env = {
      PATH: this.#paths.bin,
      SANDMAN_ONLY_PATH: '1',
      HOME: this.#paths.home,
      DOCKER_CONFIG: this.#paths.dockerConfig,
      DOCKER_HOST: `unix://${this.#paths.engine}`,
      DOCKER_SANDBOXES_API: this.#paths.daemon,
    };
  }

  static async start(scenario: LabScenario): Promise<Lab> {
    // Short, because the path of a socket may not be long.
    const lab = new Lab(await mkdtemp(path.join(os.tmpdir(), 'lab-')), scenario);
    try {
      await lab.#install();
      await lab.#writeRuntimeFiles();
      await lab.#serve();
      await lab.desktop?.start();
      await Promise.all(lab.#startsRunning().map((box) => box.start()));
    } catch (error) {
      await lab.dispose();
      throw error;
    }
    return lab;
  }

  box(runtime: LabRuntime, name: string): LabBox {
    const box = this.#boxes.get(runtime)?.find((one) => one.name === name);
    if (!box) throw new Error(`the lab has no ${runtime}/${name}`);
    return box;
  }

  change(runtime: LabRuntime, name: string, change: LabChange): Promise<void> {
    return this.box(runtime, name).change(change);
  }

  /** Starts more sandboxes, all at once. */
  async add(runtime: LabRuntime, sandboxes: readonly LabSandbox[]): Promise<void> {
    const added = sandboxes.map((one) => new LabBox(runtime, one, this.#paths.vm));
    await Promise.all(added.map((box) => box.start()));
    this.#boxes.get(runtime)?.push(...added);
  }

  remove(runtime: LabRuntime, name: string): Promise<void> {
    const boxes = this.#boxes.get(runtime) ?? [];
    const box = this.box(runtime, name);
    boxes.splice(boxes.indexOf(box), 1);
    return box.stop();
  }

  fault(target: LabTarget, fault: LabFault | null): void {
    if (fault) this.#faults.set(target, fault);
    else this.#faults.delete(target);
  }

  /** Writes a line into the daemon's log, as it does by itself (reference, section 3.3). */
  log(message: string, fields: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const line = { time: new Date().toISOString(), level: 'INFO', msg: message, ...fields };
    return appendFile(this.#paths.daemonLog, `${JSON.stringify(line)}\n`);
  }

  isDaemonRunning(): boolean {
    return this.#daemon.length > 0;
  }

  /** As the user's own next `sbx` command does. */
  startDaemon(): Promise<void> {
    return this.#startDaemon();
  }

  async stopDaemon(): Promise<void> {
    await Promise.all(this.#daemon.splice(0).map(closeServer));
    await Promise.all((this.#boxes.get('sbx') ?? []).map((box) => box.stop()));
  }

  /** The path of the daemon's socket, for a test that does something to the file. */
  get daemonSocket(): string {
    return this.#paths.daemon;
  }

  /** The daemon dies so suddenly that its socket stays behind, and its microVMs with it. */
  async killDaemon(): Promise<void> {
    const { daemon } = this.#paths;
    await rename(daemon, `${daemon}.kept`);
    await Promise.all(this.#daemon.splice(0).map(closeServer));
    await rename(`${daemon}.kept`, daemon);
  }

  /** The commands and requests so far that begin with these words. */
  callsTo(...words: string[]): readonly LabCall[] {
    const wanted = words.join(' ');
    return this.calls.filter((call) => `${[call.program, ...call.args].join(' ')} `.startsWith(`${wanted} `));
  }

  async dispose(): Promise<void> {
    await this.desktop?.end();
    await Promise.all([...this.#boxes.values()].flat().map((box) => box.stop()));
    await Promise.all([...this.#servers.splice(0), ...this.#daemon.splice(0)].map(closeServer));
    await rm(this.dir, { recursive: true, force: true });
  }

  #startsRunning(): readonly LabBox[] {
    const { sbx, dockerSandbox, containers } = this.#scenario;
    const wanted = {
      sbx: sbx?.sandboxes,
      'docker-sandbox': dockerSandbox?.sandboxes,
      containers: containers?.sandboxes,
    };
    return runtimes.flatMap((runtime) =>
      (wanted[runtime] ?? [])
        .filter((one) => one.status !== 'stopped' && (runtime !== 'sbx' || sbx?.daemon !== 'down'))
        .map((one) => this.box(runtime, one.name)),
    );
  }

  async #install(): Promise<void> {
    const paths = this.#paths;
    await mkdir(paths.bin, { recursive: true });
    await mkdir(paths.home, { recursive: true });
    await mkdir(paths.dockerConfig, { recursive: true });
    await compileProgram('client', paths.client);
    await compileProgram('vm', paths.vm);
    const { sbx, dockerSandbox } = this.#scenario;
    if (sbx) await installProgram(paths.bin, 'sbx', paths);
    if (!dockerSandbox) return;
    const docker = realDocker();
    if (docker) await linkProgram(paths.bin, 'docker', docker);
    else await installProgram(paths.bin, 'docker', paths);
    await installProgram(paths.plugins, 'docker-desktop', paths);
    if (dockerSandbox.plugin !== false) await installProgram(paths.plugins, 'docker-sandbox', paths);
  }

  async #writeRuntimeFiles(): Promise<void> {
    const told = (this.#boxes.get('sbx') ?? []).filter((box) => box.limit?.toldBy === 'runtime-file');
    if (told.length === 0) return;
    const folder = path.join(this.dir, 'runtimes');
    await mkdir(folder);
    for (const box of told) {
      const config = { name: box.name, config: { memory_mb: (box.limit?.bytes ?? 0) / 1024 ** 2 } };
      await writeFile(path.join(folder, `${box.name}.json`), JSON.stringify(config));
    }
  }

  async #serve(): Promise<void> {
    const { sbx, containers } = this.#scenario;
    this.#servers.push(await serveLines(this.#paths.control, (line) => this.#answer(JSON.parse(line) as ProgramCall)));
    if (sbx && sbx.daemon !== 'down') await this.#startDaemon();
    if (containers) {
      const boxes = this.#boxes.get('containers') ?? [];
      this.#servers.push(await this.#serveEngine(this.#paths.engine, 'engine', containerEngine(boxes)));
    }
    for (const box of this.#boxes.get('docker-sandbox') ?? []) {
      this.#servers.push(await this.#serveEngine(this.#vmSocket(box), `vm ${box.name}`, vmEngine(box)));
    }
  }

  async #startDaemon(): Promise<void> {
    if (this.isDaemonRunning()) return;
    const { daemon, daemonDocker } = this.#paths;
    // What a daemon before it left behind.
    await rm(daemon, { force: true });
    const boxes = this.#boxes.get('sbx') ?? [];
    const cliOnly = this.#scenario.sbx?.way === 'cli';
    const api = await serveHttp(daemon, (method, url): Reply | Promise<Reply> => {
      this.#record('sandboxd', [method, url.pathname]);
      if (cliOnly) return notFound;
      const fault = this.#faults.get(`sandboxd ${url.pathname}`) ?? this.#faults.get('sandboxd ');
      const sideEffect = (what: string) => this.sideEffects.push(what);
      return (fault && httpFault(fault)) ?? sandboxdReply(method, url, { boxes, daemon, daemonDocker, sideEffect });
    });
    const engineStats = this.#scenario.sbx?.engineStats ?? false;
    const engine = await this.#serveEngine(daemonDocker, 'sbx-docker', sbxEngine(boxes, engineStats));
    this.#daemon = [api, engine];
  }

  #serveEngine(socket: string, name: string, options: EngineOptions): Promise<net.Server> {
    return serveHttp(socket, (method, url): Reply | Promise<Reply> => {
      this.#record(name, [method, url.pathname]);
      const fault = this.#faults.get(name as LabTarget);
      return (fault && httpFault(fault)) ?? engineReply(method, url, options);
    });
  }

  async #answer(call: ProgramCall): Promise<ProgramAnswer> {
    this.calls.push({ atMs: Date.now(), program: call.program, args: call.args, stdin: call.stdin, env: call.env });
    if (call.args[0] === 'docker-cli-plugin-metadata') return this.#dispatch(call, undefined);
    this.#judge(call);
    const fault = this.#faults.get(commandOf(call));
    return applyFault(call, fault, () => this.#dispatch(call, fault));
  }

  async #dispatch(call: ProgramCall, fault: LabFault | undefined): Promise<ProgramAnswer> {
    const stopDoesNothing = fault?.kind === 'stop-does-nothing';
    const docker = {
      boxes: this.#boxes.get('docker-sandbox') ?? [],
      plugin: existsSync(path.join(this.#paths.plugins, 'docker-sandbox')),
      socketOf: (box: LabBox) => this.#vmSocket(box),
      stopDoesNothing,
      isDesktopDown: this.desktop !== null && this.desktop.status !== 'running',
    };
    switch (call.program) {
      case 'sbx':
        return answerSbx(call.args, {
          boxes: this.#boxes.get('sbx') ?? [],
          knowsNoInput: this.#scenario.sbx?.knowsNoInput ?? true,
          socket: this.#paths.daemon,
          logs: this.#paths.daemonLog,
          isDaemonRunning: () => this.isDaemonRunning(),
          startDaemon: () => this.#startDaemon(),
          stopDoesNothing,
          version: this.secrets.version,
          secret: (args) => this.secrets.answer(args, call.secret),
          sideEffect: (what) => this.sideEffects.push(what),
        });
      case 'docker-sandbox':
        return answerPlugin(call.args, docker);
      case 'docker-desktop':
        return answerDesktop(call.args, this.desktop, fault);
      default:
        return answerDocker(call.args, docker, this.desktop, fault);
    }
  }

  async #stopDesktopSandboxes(): Promise<void> {
    const boxes = (['docker-sandbox', 'containers'] as const).flatMap((runtime) => this.#boxes.get(runtime) ?? []);
    await Promise.all(boxes.map((box) => box.stop()));
  }

  /** How a command was called may itself be a side effect. */
  #judge(call: ProgramCall): void {
    const words = [call.program, ...call.args].join(' ');
    if (call.stdin !== 'null' && call.secret === undefined) this.sideEffects.push(`${words}: could ask a person`);
    if (call.program !== 'sbx') return;
    if (call.env['SBX_NO_TELEMETRY'] !== '1') this.sideEffects.push(`${words}: sends telemetry`);
    const prompts = !['daemon', 'version'].includes(call.args[0] ?? '');
    const knowsNoInput = this.#scenario.sbx?.knowsNoInput ?? true;
    if (prompts && knowsNoInput && !call.args.includes('--no-input')) this.sideEffects.push(`${words}: may prompt`);
  }

  #vmSocket(box: LabBox): string {
    return path.join(this.dir, `vm-${box.containerId.slice(0, 8)}.sock`);
  }

  #record(program: string, args: readonly string[]): void {
    this.calls.push({ atMs: Date.now(), program, args });
  }
}

/** The daemon's Docker-compatible socket: each container is named after its sandbox (reference, section 4.3). */
function sbxEngine(boxes: readonly LabBox[], hasStats: boolean): EngineOptions {
  return {
    boxes: () => boxes.filter((box) => !box.unmapped),
    nameOf: (box) => box.name,
    labelsOf: () => ({}),
    hasStats,
  };
}

/** The private Engine of a microVM: one container, in which the agent runs. */
function vmEngine(box: LabBox): EngineOptions {
  return { boxes: () => [box], nameOf: (one) => one.agent, labelsOf: () => ({}) };
}

function containerEngine(boxes: readonly LabBox[]): EngineOptions {
  return {
    boxes: () => boxes,
    nameOf: (box) => box.name,
    labelsOf: (box) => ({
      'docker/sandbox': 'true',
      'com.docker.sandbox.agent': box.agent,
      'com.docker.sandbox.workingDirectory': box.workspaces[0] ?? '',
    }),
  };
}
