import * as v from 'valibot';
import { message, type Message } from '../../i18n/message.ts';
import { firstJson } from '../../process/first-json.ts';

/**
 * `sbx secret ls --json` since 0.42: `secrets` with `scope`, `type`, `name`, and a `secret` column that may show a part of the value
 * and is not read. Whether a service is shadowed or comes from the environment is told beside it.
 */
const listingSchema = v.object({
  secrets: v.array(
    v.object({ scope: v.optional(v.string()), name: v.optional(v.string()), service: v.optional(v.string()) }),
  ),
});

export type Stored =
  | { readonly stored: 'yes' | 'no' }
  /** It is stored for these sandboxes only, and not for the others. */
  | { readonly stored: 'some'; readonly sandboxes: readonly string[] }
  | { readonly stored: 'unknown'; readonly detail: Message };

/** Whether there is a secret for a service. Something that cannot be understood is unknown, never "no". */
export function parseSecretListing(stdout: string, service: string): Stored {
  const parsed = v.safeParse(listingSchema, firstJson(stdout));
  if (!parsed.success) {
    return { stored: 'unknown', detail: message('command.notUnderstood', { command: 'sbx secret ls --json' }) };
  }
  const scopes = parsed.output.secrets
    .filter((one) => (one.name ?? one.service) === service)
    .map((one) => one.scope ?? 'global');
  if (scopes.length === 0) return { stored: 'no' };
  return scopes.includes('global') ? { stored: 'yes' } : { stored: 'some', sandboxes: scopes };
}
