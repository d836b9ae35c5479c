import { isDeepStrictEqual } from 'node:util';
import { message, type Message } from '../i18n/message.ts';
import type { SandmanService } from '../model/service.ts';
import { previewImport, type ImportPreview } from './import-preview.ts';

/** A preview that can be agreed to, under a number of its own. */
export type OfferedImport = ImportPreview & { readonly id: number };

/** Without a preview in it there is nothing to agree to: nothing was chosen, or it is done. */
export type ImportAnswer =
  | { readonly ok: true; readonly said?: Message; readonly preview?: OfferedImport }
  | { readonly ok: false; readonly message: Message };

/** What it needs of the watcher. */
type Service = Pick<SandmanService, 'getState' | 'importSettings'>;

/**
 * A file that waits for the user's word. Its text is held here, so that what is imported is what was read for the preview, and
 * the page never has it. The present settings may change between the preview and the word: then the preview is made again, and
 * only when it says the same is anything imported; else the new one is the answer, to be agreed to in its turn. It holds one
 * text at a time, of at most `maxImportBytes`, until it is imported, dropped or followed by another.
 */
export class PendingImport {
  readonly #service: () => Service;
  #held: { readonly text: string; readonly id: number; readonly preview: ImportPreview } | null = null;
  #lastId = 0;

  constructor(service: () => Service) {
    this.#service = service;
  }

  /** Says what an import of this text would change, and changes nothing. A text that is refused is not held. */
  offer(text: string): ImportAnswer {
    this.#held = null;
    const { settings, sandboxes } = this.#service().getState();
    const preview = previewImport(settings, text, sandboxes);
    if ('wrong' in preview)
      return { ok: false, message: message('settingsFile.notImported', { wrong: preview.wrong }) };
    this.#lastId += 1;
    this.#held = { text, id: this.#lastId, preview };
    return { ok: true, preview: { ...preview, id: this.#lastId } };
  }

  /** Imports what was offered under this number, or offers it anew where it would do something else now. */
  async agree(id: number): Promise<ImportAnswer> {
    const held = this.#held;
    if (held?.id !== id) return { ok: false, message: message('import.notHeld') };
    const answer = this.offer(held.text);
    if (!answer.ok) return answer;
    if (!isDeepStrictEqual(this.#held?.preview, held.preview)) return { ...answer, said: message('import.again') };
    this.drop();
    const result = await this.#service().importSettings(held.text);
    return result.ok ? { ok: true, said: result.said ?? message('import.done') } : result;
  }

  drop(): void {
    this.#held = null;
  }
}
