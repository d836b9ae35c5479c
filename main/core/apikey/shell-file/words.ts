import { message, type Message } from '../../i18n/message.ts';
import type { ApplyErrorCode, Finding, KeyInFiles, OtherExport, RefusalCode, WarningCode } from './types.ts';

export function refusalMessage(finding: Finding<RefusalCode>): Message {
  return message(`refusal.${finding.code}`, placeOf(finding));
}

export function warningMessage(finding: Finding<WarningCode>): Message {
  return message(`keyWarning.${finding.code}`, placeOf(finding));
}

function placeOf({ path = '', line, detail = '' }: Finding<string>) {
  return { path, line: line ?? '?', detail };
}

/** What kept a file from being changed. */
export function applyErrorMessage(code: ApplyErrorCode): Message {
  return message(`applyError.${code}`);
}

export function keyInFilesMessage(state: KeyInFiles['state']): Message {
  return message(`inFiles.${state}`);
}

/** What another line does to the key. */
export function otherExportMessage({ path, line, kind, effect, conditional }: OtherExport): Message {
  return message('otherExport.line', { path, line, kind, effect, conditional: conditional ? 'yes' : 'no' });
}
