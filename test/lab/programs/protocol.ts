/** What a stand-in program tells the lab about its call. */
export interface ProgramCall {
  readonly program: string;
  readonly args: readonly string[];
  readonly stdin: 'null' | 'tty' | 'other';
  readonly env: Readonly<Record<string, string | boolean>>;
  /** What it was given in secret: on stdin for `secret set`, in its environment for `secret import`. The lab records none of it. */
  readonly secret?: string;
}

/** What the lab tells it to do. */
export interface ProgramAnswer {
  readonly stdout: string;
  readonly stderr: string;
  readonly code: number;
  readonly delayMs?: number;
  readonly hang?: boolean;
  readonly ignoreSigterm?: boolean;
  readonly grandchild?: boolean;
}
