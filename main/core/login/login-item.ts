/** Whether the app starts at login, as the OS has it: what is, not what was wished. */
export interface LoginItemState {
  /**
   * `blocked`: it is there, and the user or the OS has switched it off in a place of theirs. `foreign`: something that
   * Sandman did not write has its name. `unavailable`: this build cannot be started at login.
   */
  readonly state: 'on' | 'off' | 'blocked' | 'foreign' | 'unavailable';
  /** The file, where it is one. */
  readonly path?: string;
}

/** Start at login, on this OS. */
export interface LoginItem {
  /** Reads it from the OS. Never throws: what cannot be read is `unavailable`. */
  read(): Promise<LoginItemState>;
  /** Makes it so and reads it back; does nothing when it is so already. May throw what the system says. */
  enforce(wanted: boolean): Promise<LoginItemState>;
}
