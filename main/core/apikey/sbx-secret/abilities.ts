/** Major, minor and patch of a version of `sbx`. */
export type SbxVersion = readonly [number, number, number];

/** Null for what does not look like a version. */
export function parseSbxVersion(text: string): SbxVersion | null {
  const match = /\bv?(\d+)\.(\d+)\.(\d+)/.exec(text);
  return match ? [Number(match[1]), Number(match[2]), Number(match[3])] : null;
}

/** What a version of `sbx` can do with secrets (reference, sections 2.2 and 6.1). */
export interface SbxAbilities {
  /** Secrets belong to one sandbox unless `-g` is given; later versions warn about that flag. */
  readonly globalFlag: boolean;
  /** `secret ls --json`. */
  readonly listsAsJson: boolean;
  /** `secret set --ref op://…`: the value stays in 1Password. */
  readonly reference: boolean;
  /** `secret import`: from an environment variable into the store. */
  readonly imports: boolean;
  /** A changed secret reaches the sandboxes that run, without their restart. */
  readonly appliesAtOnce: boolean;
}

/** An unknown version is taken for a new one: what it does not know, it says. Only what would be a promise is not taken for granted. */
export function sbxAbilities(version: SbxVersion | null): SbxAbilities {
  const from = (minor: number) => version === null || isAtLeast(version, [0, minor, 0]);
  return {
    globalFlag: !from(38),
    listsAsJson: from(42),
    reference: from(39),
    imports: from(35),
    appliesAtOnce: version !== null && from(45),
  };
}

function isAtLeast(version: SbxVersion, wanted: SbxVersion): boolean {
  const index = version.findIndex((part, at) => part !== wanted[at]);
  return index === -1 || (version[index] ?? 0) > (wanted[index] ?? 0);
}
