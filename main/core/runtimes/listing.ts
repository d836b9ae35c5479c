import * as v from 'valibot';
import { sandboxStatuses, type PublishedPort, type SandboxStatus } from '../model/sandbox.ts';

/** Any word that is not known is `unknown`, and `exited` is the container world's word for stopped (reference, 1.4). */
export function parseStatus(word: unknown): SandboxStatus {
  if (word === 'exited') return 'stopped';
  return sandboxStatuses.find((known) => known === word) ?? 'unknown';
}

/** Workspaces may carry `:ro` or `:rw`. A drive letter's colon is not followed by these. */
export function parseWorkspaces(raw: unknown): readonly string[] {
  if (!Array.isArray(raw)) return [];
  return raw.filter((one): one is string => typeof one === 'string').map((one) => one.replace(/:r[ow]$/, ''));
}

const port = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(65_535));
const portSchema = v.object({ host_port: port, sandbox_port: port });

/** Ports as the lists give them; what is not such a port is left out. */
export function parsePorts(raw: unknown): readonly PublishedPort[] {
  if (!Array.isArray(raw)) return [];
  return raw.flatMap((one) => {
    const parsed = v.safeParse(portSchema, one);
    return parsed.success ? [{ hostPort: parsed.output.host_port, sandboxPort: parsed.output.sandbox_port }] : [];
  });
}

const text = v.fallback(v.optional(v.string()), undefined);

/** Control characters, and all that is not seen or turns about how the rest is seen, such as marks of the direction of text. */
const unseen = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/u;

/**
 * A name goes into the arguments of commands, where it may not look like an option, and is what people tell sandboxes apart
 * by. True for the names and agents that can be used so.
 */
export function isUsableName(name: string): boolean {
  return name.length > 0 && name.length <= 255 && !name.startsWith('-') && !unseen.test(name);
}

export const nameSchema = v.pipe(v.string(), v.check(isUsableName));
/** Only says more about a sandbox: one that cannot be used is left out. */
export const agentSchema = v.fallback(v.optional(nameSchema), undefined);

/** One entry of a list. Only the name is needed; a field of another kind than expected is left out, never guessed. */
export const entrySchema = v.looseObject({
  name: nameSchema,
  agent: agentSchema,
  status: v.optional(v.unknown()),
  workspaces: v.optional(v.unknown()),
  ports: v.optional(v.unknown()),
  id: text,
  socket_path: text,
});
export type Entry = v.InferOutput<typeof entrySchema>;

/**
 * The entries of a list under any of the given keys. Null when it is not such a list at all. An entry without a usable
 * name makes the whole list unusable: what it hides would look as if it were gone.
 */
export function parseEntries(raw: unknown, keys: readonly string[]): readonly Entry[] | null {
  if (typeof raw !== 'object' || raw === null) return null;
  const list = keys.map((key) => (raw as Record<string, unknown>)[key]).find((value) => value !== undefined);
  const parsed = v.safeParse(v.array(entrySchema), list);
  return parsed.success ? parsed.output : null;
}

/**
 * The name that more than one entry of a list has; null where each has its own. Two of one name have one key: the idle time
 * of one would decide about the other, so a list that has them is of no use.
 */
export function nameTwice(entries: readonly { readonly name: string }[]): string | null {
  const seen = new Set<string>();
  for (const { name } of entries) {
    if (seen.has(name)) return name;
    seen.add(name);
  }
  return null;
}
