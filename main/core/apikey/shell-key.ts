import { randomUUID } from 'node:crypto';
import type { Clock } from '../host/clock.ts';
import { message, sentences, type Message } from '../i18n/message.ts';
import type { RestartProgress } from './desktop-restart/desktop-restarter.ts';
import type { KeyPreview, ShellKeyState } from './key-state.ts';
import { daemonPlace, filePlace, shellPlace } from './proof/collect.ts';
import { judge, type KeyFacts, type KeyJudgement } from './proof/judge.ts';
import { KeyHasher } from './proof/key-hasher.ts';
import type { ShellKind } from './proof/new-shell.ts';
import type { KeyReading } from './proof/reading.ts';
import type { DaemonReading } from './proof/sandbox-daemon.ts';
import { RuntimeError } from '../runtimes/runtime.ts';
import type { Secret } from './secret.ts';
import type { ShellFiles } from './shell-file/shell-files.ts';
import type { ApplyResult, KeyInFiles, KeyPlace, Plan, ShellSurvey } from './shell-file/types.ts';
import { applyErrorMessage, otherExportMessage, refusalMessage, warningMessage } from './shell-file/words.ts';

export interface PreviewRequest {
  readonly purpose: 'set' | 'remove';
  /** Default: see `SetRequest`. */
  readonly place?: KeyPlace;
  readonly commentOut?: boolean;
  readonly overwriteEdited?: boolean;
}

export interface ShellKeyParts {
  readonly files: ShellFiles;
  /** Asks a fresh shell of this path. It runs the user's start-up files: only for the user's own click. */
  readonly newShell: (shell: string, kind: ShellKind) => Promise<KeyReading>;
  /** Ends those that did not get through their start-up files yet. */
  readonly endShells: () => Promise<void>;
  readonly keyOfDaemon: () => Promise<DaemonReading>;
  readonly clock: Clock;
  readonly platform: NodeJS.Platform;
}

interface Looked {
  readonly survey: ShellSurvey;
  readonly inFiles: KeyInFiles;
  readonly facts: KeyFacts;
}

/** The key in the start-up files of the shell, and how far it has come from there. */
export class ShellKey {
  readonly #parts: ShellKeyParts;
  readonly #hasher = new KeyHasher();
  #looked: Looked | null = null;
  #shell: KeyFacts['shell'] = null;
  #plan: { readonly plan: Plan; readonly preview: KeyPreview } | null = null;
  #restarting: RestartProgress | null = null;

  constructor(parts: ShellKeyParts) {
    this.#parts = parts;
  }

  state(): ShellKeyState | null {
    if (!this.#looked) return null;
    const { survey, inFiles } = this.#looked;
    const { status, steps, needsRestart } = this.judgement();
    return {
      shellName: survey.shell.path?.split(/[\\/]/).at(-1) ?? survey.shell.kind,
      mask: inFiles.mask,
      paths: inFiles.paths,
      status,
      steps,
      preview: this.#plan?.preview ?? null,
      needsRestart,
      restarting: this.#restarting,
    };
  }

  judgement(): KeyJudgement {
    const nothing: KeyFacts = { file: { has: 'no' }, shell: null, daemon: { has: 'not-running' } };
    return judge(this.#looked?.facts ?? nothing);
  }

  absent(): void {
    this.#looked = null;
  }

  /** Reads the files and the environment of the daemon. */
  async look(): Promise<void> {
    const { files, keyOfDaemon } = this.#parts;
    const survey = await files.survey();
    const inFiles = files.keyInFiles(survey);
    const file = filePlace(inFiles, files.keyOf(survey), this.#hasher);
    const daemon = daemonPlace(await keyOfDaemon(), this.#hasher);
    this.#looked = { survey, inFiles, facts: { file, shell: this.#shell, daemon } };
  }

  /** Looks, and asks new shells, too. */
  async check(): Promise<void> {
    await this.look();
    if (!this.#looked) return;
    const { survey, inFiles, facts } = this.#looked;
    const { path } = survey.shell;
    const { clock, newShell, platform } = this.#parts;
    const askedAtMs = clock.wallMs();
    const place =
      path === null
        ? ({ has: 'unknown', detail: message('keyProof.shellUnknown') } as const)
        : await shellPlace((kind) => newShell(path, kind), platform, facts.file, this.#hasher);
    this.#shell = { ...place, askedAtMs };
    this.#looked = { survey, inFiles, facts: { ...facts, shell: this.#shell } };
  }

  async askNewShell(): Promise<KeyReading> {
    const { path } = (await this.#parts.files.survey()).shell;
    if (path === null) return { has: 'unknown', detail: message('keyProof.shellUnknown') };
    return this.#parts.newShell(path, 'login');
  }

  async daemonRuns(): Promise<boolean> {
    return (await this.#parts.keyOfDaemon()).has !== 'not-running';
  }

  /** Works out a change. `key` is needed to set one. */
  async preview(
    { purpose, place, commentOut = false, overwriteEdited = false }: PreviewRequest,
    key: Secret | null,
  ): Promise<void> {
    const { files } = this.#parts;
    await this.look();
    if (!this.#looked) return;
    const { survey } = this.#looked;
    const plan =
      purpose === 'remove' || key === null
        ? files.planRemove(survey, { overwriteEdited })
        : files.planSet(survey, {
            key,
            overwriteEdited,
            ...(place !== undefined && { place }),
            commentOut,
          });
    this.#plan = { plan, preview: previewOf(plan, commentOut) };
  }

  forgetPreview(): void {
    this.#plan = null;
  }

  /** Writes what was previewed under this id. Returns what went wrong, null when nothing did. Throws for another id. */
  async write(id: string): Promise<Message | null> {
    if (this.#plan?.preview.id !== id) throw new RuntimeError('error', message('key.oldPreview'));
    const { plan } = this.#plan;
    this.#plan = null;
    const refusals = plan.refusals.map(refusalMessage);
    if (isSome(refusals)) return sentences(refusals);
    const result = await this.#parts.files.apply(plan);
    return result.ok ? null : applyMessage(result);
  }

  dispose(): Promise<void> {
    return this.#parts.endShells();
  }

  restarting(progress: RestartProgress | null): void {
    this.#restarting = progress;
  }
}

/** What kept a change from being made, file by file. */
function applyMessage({ files }: ApplyResult): Message {
  const failed = files.flatMap(({ path, error }) =>
    error ? [message('keyChange.fileFailed', { path, why: applyErrorMessage(error.code) })] : [],
  );
  return isSome(failed) ? sentences(failed) : message('keyChange.incomplete');
}

function isSome(messages: readonly Message[]): messages is readonly [Message, ...Message[]] {
  return messages.length > 0;
}

function previewOf(plan: Plan, commentsOut: boolean): KeyPreview {
  const areOff = commentsOut && plan.refusals.length === 0;
  return {
    id: randomUUID(),
    purpose: plan.purpose,
    place: plan.place,
    files: plan.changes.map(({ path, kind, diff }) => ({ path, kind, diff })),
    warnings: plan.warnings.map(warningMessage),
    refusals: plan.refusals.map(refusalMessage),
    otherExports: plan.otherExports.filter((one) => !(areOff && one.canBeCommentedOut)).map(otherExportMessage),
    canCommentOut: plan.otherExports.some((one) => one.canBeCommentedOut),
    commentsOut,
    canOverwrite: plan.refusals.length > 0 && plan.refusals.every((one) => one.code === 'edited-by-hand'),
    lineByHand: plan.lineByHand,
  };
}
