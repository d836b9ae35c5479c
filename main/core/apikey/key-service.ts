import type { Clock, Disposer } from '../host/clock.ts';
import type { Ledger } from '../enforce/ledger.ts';
import type { AppState } from '../model/app-state.ts';
import { message } from '../i18n/message.ts';
import { saidBy, SaidError } from '../i18n/said-error.ts';
import { KeyError } from './key-error.ts';
import { Emitter } from '../model/emitter.ts';
import type { Logger } from '../model/logger.ts';
import type { IntentResult } from '../model/service.ts';
import { daemonComesUp } from './desktop-restart/daemon-comes-up.ts';
import type { DesktopRestarter } from './desktop-restart/desktop-restarter.ts';
import { notAgreedTo, restartPrompt } from './desktop-restart/prompt.ts';
import { keptForMs, KeyDraft } from './key-draft.ts';
import { checkKeyForm } from './key-form.ts';
import { noKeyState, type KeyState, type KeyWork } from './key-state.ts';
import { checkSaid, keyFormMessage, restartSaid, sbxSaid, type Said } from './key-words.ts';
import { recordRestart, recordRestarted } from './restart-record.ts';
import type { SbxKey } from './sbx-key.ts';
import type { Secret } from './secret.ts';
import type { PreviewRequest, ShellKey } from './shell-key.ts';
import { sandboxesInWorktrees } from './worktrees.ts';

export interface KeyServiceParts {
  /** Null: that kind of sandbox is not on this machine. */
  readonly findSbx: () => Promise<string | null>;
  readonly findDocker: () => Promise<string | null>;
  readonly sbx: SbxKey;
  readonly shell: ShellKey;
  readonly restarter: Pick<DesktopRestarter, 'restart'>;
  readonly appState: () => AppState;
  readonly lookNow: () => Promise<void>;
  readonly ledger: Ledger;
  readonly clock: Clock;
  readonly logger: Logger;
}

/**
 * The API key as the panel has it: one state, which never holds a key, and the things that can be done, one at a time. Nothing
 * here runs by itself: a look is free of effects, and all else is the user's click.
 */
export class KeyService {
  readonly #parts: KeyServiceParts;
  readonly #changed = new Emitter<{ readonly before: KeyState; readonly after: KeyState }>();
  readonly #draft: KeyDraft;
  #state: KeyState = noKeyState;
  #underWay: Promise<void> = Promise.resolve();

  constructor(parts: KeyServiceParts) {
    this.#parts = parts;
    this.#draft = new KeyDraft(parts.clock, () => this.#dropped());
  }

  getState(): KeyState {
    return this.#state;
  }

  subscribe(listener: (state: KeyState, before: KeyState) => void): Disposer {
    return this.#changed.on(({ before, after }) => listener(after, before));
  }

  /** A restart of Docker Desktop that is under way goes on: half a restart would be worse. */
  async dispose(): Promise<void> {
    this.#draft.forget();
    this.#changed.clear();
    await this.#parts.shell.dispose();
  }

  /** Looks at what is there: files, the environment of the daemon, and `sbx` only while its daemon runs. */
  look(): Promise<IntentResult> {
    return this.#do('looking', async () => {
      await this.#look();
      return this.#state.message;
    });
  }

  /** Takes a key over, if it has the form of one. The value goes no further than the draft. */
  take(text: string, fromClipboard: boolean): IntentResult {
    const form = checkKeyForm(text);
    if (!form.ok) return { ok: false, message: keyFormMessage(form.code) };
    this.#draft.keep(form.key, fromClipboard);
    this.#dropped();
    this.#show({ message: null });
    return { ok: true };
  }

  /** True when `text` is the key that was pasted, so that nobody clears a clipboard that holds something else by now. */
  isDraft(text: string): boolean {
    return this.#draft.key !== null && this.#draft.key.reveal() === text.trim();
  }

  clipboardCleared(): void {
    this.#draft.clipboardCleared();
    this.#show({});
  }

  forget(): void {
    this.#draft.forget();
    this.#dropped();
    this.#show({ message: null });
  }

  storeInSbx(): Promise<IntentResult> {
    return this.#do('storing', async () => this.#afterSbx(sbxSaid(await this.#parts.sbx.set(this.#draftKey()))));
  }

  storeReference(reference: string): Promise<IntentResult> {
    return this.#do('storing', async () => this.#afterSbx(sbxSaid(await this.#parts.sbx.setReference(reference))));
  }

  /** Takes the key that a new shell has over into `sbx`. */
  importIntoSbx(): Promise<IntentResult> {
    return this.#do('storing', async () => {
      const reading = await this.#parts.shell.askNewShell();
      if (reading.has === 'unknown') throw new KeyError(reading.detail);
      if (reading.has === 'no') throw new KeyError(message('key.noneToImport'));
      return this.#afterSbx(sbxSaid(await this.#parts.sbx.import(reading.key)));
    });
  }

  removeFromSbx(): Promise<IntentResult> {
    return this.#do('storing', async () => this.#afterSbx(sbxSaid(await this.#parts.sbx.remove(), true)));
  }

  /** Works out the change of the start-up files and shows it. Nothing is written. */
  preview(request: PreviewRequest): Promise<IntentResult> {
    return this.#do('preparing', async () => {
      const key = request.purpose === 'set' ? this.#draftKey() : null;
      await this.#parts.shell.preview(request, key);
      if (key !== null && key !== this.#draft.key) this.#parts.shell.forgetPreview();
      return null;
    });
  }

  dropPreview(): void {
    this.#parts.shell.forgetPreview();
    this.#show({ message: null });
  }

  /** Writes what the preview with this id has shown, and then checks with a new shell. */
  write(id: string): Promise<IntentResult> {
    return this.#do('writing', async () => {
      const failure = await this.#parts.shell.write(id);
      await this.#look();
      if (failure !== null) throw new KeyError(failure);
      return this.#check();
    });
  }

  /** Asks a new shell and looks at the daemon. */
  verify(): Promise<IntentResult> {
    return this.#do('checking', async () => {
      await this.#look();
      return this.#check();
    });
  }

  /** Restarts Docker Desktop. `agreedKeys` are the sandboxes that the user was shown; another one that runs by now stops it. */
  restartDesktop(agreedKeys: readonly string[]): Promise<IntentResult> {
    return this.#do('restarting', async () => {
      const { lookNow, appState, ledger, clock, shell, restarter } = this.#parts;
      await lookNow();
      const prompt = restartPrompt(appState());
      const added = notAgreedTo(prompt, agreedKeys);
      if (added.length > 0) {
        throw new KeyError(message('restart.added', { names: added.map((one) => one.name) }));
      }
      recordRestart(ledger, prompt.stops, clock.wallMs());
      const outcome = await restarter.restart((progress) => {
        shell.restarting(progress);
        this.#show({});
      });
      shell.restarting(null);
      await lookNow();
      recordRestarted(ledger, prompt.stops, appState(), clock.wallMs());
      const daemonRuns =
        outcome.outcome === 'back' || outcome.outcome === 'told'
          ? await daemonComesUp({ daemonRuns: () => shell.daemonRuns() }, clock)
          : false;
      await this.#parts.shell.check();
      await this.#look();
      return restartSaid(outcome, shell.judgement(), daemonRuns);
    });
  }

  async #check(): Promise<Said> {
    this.#show({ busy: 'checking' });
    await this.#parts.shell.check();
    return checkSaid(this.#parts.shell.judgement());
  }

  async #afterSbx(said: Said): Promise<Said> {
    await this.#parts.sbx.look();
    if (!said.ok) throw new KeyError(said.text);
    return said;
  }

  async #look(): Promise<void> {
    const { appState, findSbx, findDocker, sbx, shell } = this.#parts;
    const state = appState();
    if (state.demo) return this.#show({ available: false });
    const [hasSbx, hasDocker] = [(await findSbx()) !== null, (await findDocker()) !== null];
    await Promise.all([hasSbx ? sbx.look() : sbx.absent(), hasDocker ? shell.look() : shell.absent()]);
    const hasKey = sbx.hasKey() || shell.judgement().status !== 'not-set';
    const inWorktree = await sandboxesInWorktrees(state.sandboxes);
    this.#show({ available: true, hasKey, inWorktree });
  }

  /** The key of before is no longer the one that would be written. */
  #dropped(): void {
    this.#parts.shell.forgetPreview();
    this.#show({});
  }

  #draftKey(): Secret {
    const { key } = this.#draft;
    if (key === null) throw new KeyError(message('key.first', { minutes: keptForMs / 60_000 }));
    return key;
  }

  async #do(work: KeyWork, run: () => Promise<Said | null>): Promise<IntentResult> {
    // A look has no effect, so nobody has to wait for it by hand.
    if (this.#state.busy === 'looking') await this.#underWay;
    if (this.#state.busy !== null) return { ok: false, message: message('key.wait') };
    if (work !== 'looking' && this.#parts.appState().demo) return { ok: false, message: message('key.notInDemo') };
    let ended = () => {};
    this.#underWay = new Promise((resolve) => (ended = resolve));
    this.#show({ busy: work, ...(work !== 'looking' && { message: null }) });
    try {
      const said = await run();
      this.#show({ busy: null, message: said });
      return { ok: true };
    } catch (error) {
      if (!(error instanceof SaidError))
        this.#parts.logger.error(`api key, ${work}: ${error instanceof Error ? error.name : 'failed'}`);
      const said = saidBy(error);
      this.#show({ busy: null, message: { ok: false, text: said } });
      return { ok: false, message: said };
    } finally {
      ended();
    }
  }

  #show(change: Partial<KeyState>): void {
    const { sbx, shell } = this.#parts;
    const parts = { draft: this.#draft.shown, sbx: sbx.state(), shell: shell.state() };
    const before = this.#state;
    this.#state = { ...before, ...parts, ...change };
    this.#changed.emit({ before, after: this.#state });
  }
}
