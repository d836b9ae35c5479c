import * as v from 'valibot';
import type { ListedSandbox } from '../../model/sandbox.ts';
import { agentSchema, nameSchema, parsePorts, parseStatus, parseWorkspaces } from '../listing.ts';
import { memoryLimit } from './memory-limit.ts';

const text = v.fallback(v.optional(v.string()), undefined);
const entrySchema = v.looseObject({
  name: nameSchema,
  status: v.optional(v.unknown()),
  id: text,
  agent: agentSchema,
  workspace: text,
  additional_workspaces: v.fallback(v.optional(v.array(v.object({ dir: v.string() }))), undefined),
  ports: v.optional(v.unknown()),
});

/**
 * What `GET /sandbox` answers (captures, sbx-get-sandbox). Null when it is not such a list; one entry without a usable
 * name makes all of it unusable, because what it hides would look as if it were gone.
 */
export function parseDaemonList(raw: unknown): readonly ListedSandbox[] | null {
  const parsed = v.safeParse(v.array(entrySchema), raw);
  return parsed.success ? parsed.output.map(listedSandbox) : null;
}

function listedSandbox(entry: v.InferOutput<typeof entrySchema>): ListedSandbox {
  const { id, agent, workspace, additional_workspaces: others } = entry;
  const ports = parsePorts(entry.ports);
  const limit = memoryLimit(entry, 'daemon');
  return {
    name: entry.name,
    status: parseStatus(entry.status),
    workspaces: parseWorkspaces([workspace, ...(others ?? []).map((one) => one.dir)]),
    ...(id !== undefined && { id }),
    ...(agent !== undefined && { agent }),
    ...(ports.length > 0 && { ports }),
    ...(limit && { limit }),
  };
}
