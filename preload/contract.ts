import * as v from 'valibot';
import { channelOf } from './channels.ts';
import type { KeyState } from '../main/core/apikey/key-state.ts';
import type { SandboxDetail } from '../main/core/history/past.ts';
import { historyRanges } from '../main/core/history/tiers.ts';
import type { HistoryView, Sparks } from '../main/core/history/view.ts';
import type { AppState } from '../main/core/model/app-state.ts';
import type { Footprint, Installation } from '../main/core/model/desktop.ts';
import { runtimeIds } from '../main/core/model/runtime.ts';
import type { SandboxKey } from '../main/core/model/sandbox.ts';
import { recreateStepNames } from '../main/core/model/recreate.ts';
import type { IntentResult, SchedulePreview } from '../main/core/model/service.ts';
import type { ImportAnswer } from '../main/core/settings/pending-import.ts';
import { sandboxPatchSchema, settingsPatchSchema } from '../main/core/settings/schema.ts';

const key = v.pipe(v.string(), v.minLength(3), v.maxLength(512));
/** The same, where its form matters: names of another form have no past. */
const sandboxKey = v.custom<SandboxKey>((value) => v.is(key, value) && /^[a-z-]+\/./.test(value));
const keepAwakeForMs = v.pipe(v.number(), v.minValue(1_000), v.maxValue(7 * 86_400_000));

/** A key has some 110 characters; what is longer is refused by its form, not by the contract. */
const typedKey = v.pipe(v.string(), v.maxLength(100_000));
const previewRequest = v.object({
  purpose: v.picklist(['set', 'remove']),
  place: v.optional(v.picklist(['block', 'private-file'])),
  commentOut: v.optional(v.boolean()),
  overwriteEdited: v.optional(v.boolean()),
});

/** The sections of the settings window, in their order. */
export const settingsSections = [
  'idle',
  'memory',
  'schedules',
  'notifications',
  'key',
  'runtimes',
  'general',
  'about',
] as const;
export type SettingsSection = (typeof settingsSections)[number];

export const filesOfOurs = ['settings', 'ledger', 'log'] as const;
export type FileOfOurs = (typeof filesOfOurs)[number];

/** Declares one call: the schema of its argument, and the type of its answer. */
function call<Result>() {
  return <Schema extends v.GenericSchema>(args: Schema) => ({ args, result: undefined as Result | undefined });
}

/** Every question and intent of the page, declared once. The channel name is made from the key. */
export const calls = {
  getState: call<AppState>()(v.undefined()),
  /** The past of one sandbox, or (null) of all together. */
  getHistory: call<HistoryView>()(v.object({ key: v.nullable(sandboxKey), range: v.picklist(historyRanges) })),
  /** Memory of the last hour of everything that runs; the page goes on with it by itself. */
  getSparks: call<Sparks>()(v.undefined()),
  getDetail: call<SandboxDetail>()(v.object({ key: sandboxKey })),
  stopSandbox: call<IntentResult>()(v.object({ key })),
  /** The way back from a stop, where the runtime has one without a terminal. */
  startSandbox: call<IntentResult>()(v.object({ key })),
  /** Its folder, in the file manager. */
  openWorkspace: call<IntentResult>()(v.object({ key })),
  /** A published port, in the browser. */
  openPort: call<IntentResult>()(v.object({ key, hostPort: v.pipe(v.number(), v.integer()) })),
  /** Its agent, in the user's own terminal; without one the command goes to the clipboard. */
  openAgent: call<IntentResult>()(v.object({ key })),
  /** The command that leads back into it, to the clipboard. */
  copyCommand: call<IntentResult>()(v.object({ key })),
  /** One of the commands that give it another memory limit, to the clipboard. */
  copyRecreateStep: call<IntentResult>()(v.object({ key, step: v.picklist(recreateStepNames) })),
  /** `forMs` from now; null lets it sleep again. */
  keepAwake: call<IntentResult>()(v.object({ key, forMs: v.nullable(keepAwakeForMs) })),
  /** Puts a stop off, on top of what it is kept awake for already. */
  snooze: call<IntentResult>()(v.object({ key, forMs: keepAwakeForMs })),
  protect: call<IntentResult>()(v.object({ key, on: v.boolean() })),
  stopIdle: call<IntentResult>()(v.undefined()),
  changeSandbox: call<IntentResult>()(v.object({ key, patch: sandboxPatchSchema })),
  changeSettings: call<IntentResult>()(settingsPatchSchema),
  /** The answer to the first-run offer: days in watch-only mode, or 0 for none. */
  answerTrial: call<IntentResult>()(v.object({ days: v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(30)) })),
  previewSchedule: call<SchedulePreview>()(v.object({ cron: v.pipe(v.string(), v.maxLength(120)) })),
  startDemo: call<IntentResult>()(v.undefined()),
  lookNow: call<IntentResult>()(v.undefined()),
  /** Looks now, and says what this runtime answered. */
  testRuntime: call<IntentResult>()(v.object({ id: v.picklist(runtimeIds) })),
  hideWindow: call<IntentResult>()(v.undefined()),
  /** Ends the program: what the icon's menu offers, where there is no icon. */
  quit: call<IntentResult>()(v.undefined()),
  openSettings: call<IntentResult>()(v.object({ section: v.optional(v.picklist(settingsSections)) })),
  closeSettings: call<IntentResult>()(v.undefined()),
  /** Opens the popup at the panel of the API key. */
  openKeyPanel: call<IntentResult>()(v.undefined()),
  /** Shows a notification, to see whether it gets through. */
  testNotification: call<IntentResult>()(v.undefined()),
  /** What is true of this installation now, read anew. */
  installation: call<Installation>()(v.undefined()),
  setLaunchAtLogin: call<IntentResult>()(v.object({ on: v.boolean() })),
  footprint: call<Footprint>()(v.undefined()),
  exportSettings: call<IntentResult>()(v.undefined()),
  /** Asks for a file and says what an import of it would change; nothing is changed. Without a preview none was chosen. */
  chooseImport: call<ImportAnswer>()(v.undefined()),
  /** Imports what was shown in this preview. With another one in the answer nothing was changed, and that one is to be seen first. */
  agreeToImport: call<ImportAnswer>()(v.object({ id: v.pipe(v.number(), v.integer()) })),
  dropImport: call<IntentResult>()(v.undefined()),
  /** Shows one of Sandman's files in the file manager. */
  showFile: call<IntentResult>()(v.object({ file: v.picklist(filesOfOurs) })),
  keyState: call<KeyState>()(v.undefined()),
  keyLook: call<IntentResult>()(v.undefined()),
  /** The key is in the clipboard, from where main reads it itself. */
  keyPasted: call<IntentResult>()(v.undefined()),
  keyTyped: call<IntentResult>()(v.object({ text: typedKey })),
  keyClearClipboard: call<IntentResult>()(v.undefined()),
  keyForget: call<IntentResult>()(v.undefined()),
  keyStoreInSbx: call<IntentResult>()(v.undefined()),
  keyStoreReference: call<IntentResult>()(v.object({ reference: v.pipe(v.string(), v.maxLength(512)) })),
  keyImportIntoSbx: call<IntentResult>()(v.undefined()),
  keyRemoveFromSbx: call<IntentResult>()(v.undefined()),
  keyPreview: call<IntentResult>()(previewRequest),
  keyDropPreview: call<IntentResult>()(v.undefined()),
  keyWrite: call<IntentResult>()(v.object({ id: v.pipe(v.string(), v.uuid()) })),
  keyVerify: call<IntentResult>()(v.undefined()),
  /** The sandboxes that the user was shown and has agreed to. */
  keyRestartDesktop: call<IntentResult>()(v.object({ agreedKeys: v.pipe(v.array(key), v.maxLength(500)) })),
};
export type Calls = typeof calls;
export type CallName = keyof Calls;
export type CallArgs<Name extends CallName> = v.InferInput<Calls[Name]['args']>;
export type CallResult<Name extends CallName> = Exclude<Calls[Name]['result'], undefined>;

/** What main tells the page without being asked. */
export interface Pushes {
  stateChanged: AppState;
  /** Scroll to this card and mark it. */
  revealSandbox: { key: string };
  keyChanged: KeyState;
  /** The settings window goes to this section. */
  showSection: { section: SettingsSection };
  /** The popup shows the panel of the API key. */
  showKeyPanel: null;
  /** The popup came back on the screen; the state that it shows was sent before. */
  windowShown: null;
}
export type PushName = keyof Pushes;
export const pushNames = [
  'stateChanged',
  'revealSandbox',
  'keyChanged',
  'showSection',
  'showKeyPanel',
  'windowShown',
] as const satisfies readonly PushName[];

export { channelOf };

/**
 * What the page finds at `window.sandman`: answers and pushes as JSON text. Chromium copies a value that crosses into the page
 * member by member, which takes tens of milliseconds with the state of 200 sandboxes; a text is copied at once.
 */
export interface TextBridge {
  call(name: CallName, args?: unknown): Promise<string>;
  on(name: PushName, listener: (json: string) => void): () => void;
}

/** What the page's parts use (`renderer/bridge.ts`). `on` returns the function that ends the subscription. */
export interface Bridge {
  call<Name extends CallName>(
    name: Name,
    ...args: undefined extends CallArgs<Name> ? [] : [CallArgs<Name>]
  ): Promise<CallResult<Name>>;
  on<Name extends PushName>(name: Name, listener: (value: Pushes[Name]) => void): () => void;
}
