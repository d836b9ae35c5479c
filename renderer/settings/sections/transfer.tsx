import { useRef, useState } from 'preact/hooks';
import type { OfferedImport } from '../../../main/core/settings/pending-import.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import type { Change } from '../change.ts';
import { Row } from '../controls/group.tsx';
import { ImportPreviewView } from './import-preview.tsx';

interface TransferProps {
  readonly bridge: Bridge;
  /** That of the group: what comes of it is said below. */
  readonly files: Change;
}

/** Export and import. A chosen file changes nothing before its preview is agreed to. */
export function Transfer({ bridge, files }: TransferProps) {
  const words = useWords();
  const [preview, setPreview] = useState<OfferedImport | null>(null);
  const importButton = useRef<HTMLButtonElement>(null);
  const close = () => {
    setPreview(null);
    importButton.current?.focus();
  };
  const choose = () =>
    files.run(async () => {
      const answer = await bridge.call('chooseImport');
      // Who chose nothing keeps what was there; a file that is refused takes its place.
      if (!answer.ok) setPreview(null);
      else if (answer.preview) setPreview(answer.preview);
      return answer;
    });
  const agree = (id: number) =>
    files.run(async () => {
      const answer = await bridge.call('agreeToImport', { id });
      if (answer.ok && answer.preview) setPreview(answer.preview);
      else close();
      return answer;
    });
  const cancel = () => {
    close();
    files.run(() => bridge.call('dropImport'));
  };
  return (
    <>
      <Row label={words.t('general.transfer')} help={words.t('general.transferHelp')}>
        <button type="button" class="button" onClick={() => files.run(() => bridge.call('exportSettings'))}>
          {words.t('general.export')}
        </button>
        <button ref={importButton} type="button" class="button" onClick={choose}>
          {words.t('general.import')}
        </button>
      </Row>
      {preview && (
        <ImportPreviewView
          preview={preview}
          isBusy={files.isBusy}
          onAgree={() => agree(preview.id)}
          onCancel={cancel}
        />
      )}
    </>
  );
}
