import type { RunCommand } from '../../process/command.ts';
import type { Secret } from '../secret.ts';
import type { ApplyResult, KeyInFiles, Plan, RemoveRequest, SetRequest, ShellKind, ShellSurvey } from './types.ts';

/** What a look at the shell's files needs from outside. */
export interface ShellParts {
  /** Of this program; `HOME`, `SHELL`, `ZDOTDIR` and `XDG_CONFIG_HOME` are taken from it where the account is silent. */
  readonly env: NodeJS.ProcessEnv;
  readonly platform: NodeJS.Platform;
  readonly homeDir: string;
  /** `sandmanHome`: where the private file lies. */
  readonly sandmanHome: string;
  /** The shell of the user database; null where it names none. See `accountShell`. */
  readonly accountShell: string | null;
  readonly run: RunCommand;
}

export interface SurveyRequest {
  /** Another shell than that of the account. */
  readonly shell?: ShellKind;
  /** Another file than the usual one of the shell. */
  readonly file?: string;
}

/**
 * The functions of this folder, as the panel, the command line and the proof use them:
 * survey (reads) → plan (pure, with a masked preview) → apply (writes). None of them throws for what a user can meet.
 */
export interface ShellFiles {
  /** Reads the files of the shell. For zsh it asks `zsh -c` for ZDOTDIR, within two seconds. */
  survey(request?: SurveyRequest): Promise<ShellSurvey>;
  planSet(survey: ShellSurvey, request: SetRequest): Plan;
  planRemove(survey: ShellSurvey, request?: RemoveRequest): Plan;
  /** Carries a plan out, if every file is still what it was when it was surveyed. */
  apply(plan: Plan): Promise<ApplyResult>;
  keyInFiles(survey: ShellSurvey): KeyInFiles;
  /** The key that the files hold, to be compared with what a process has; null for none, or when in doubt. */
  keyOf(survey: ShellSurvey): Secret | null;
}
