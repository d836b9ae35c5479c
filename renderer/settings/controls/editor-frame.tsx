import type { ComponentChildren } from 'preact';
import { useId, useLayoutEffect, useRef } from 'preact/hooks';
import { useWords } from '../../words.tsx';

interface EditorFrameProps {
  readonly label: string;
  readonly canSave: boolean;
  readonly onSave: () => void;
  readonly onCancel: () => void;
  readonly failure: string | null;
  readonly children: ComponentChildren;
}

/** A form that is saved as a whole: Enter saves, Escape leaves it. The focus begins in its first control. */
export function EditorFrame({ label, canSave, onSave, onCancel, failure, children }: EditorFrameProps) {
  const words = useWords();
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  useLayoutEffect(() => {
    form.current?.querySelector<HTMLElement>('input, select')?.focus();
  }, []);
  return (
    <form
      ref={form}
      class="editor"
      aria-labelledby={id}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const wrong = event.currentTarget.querySelector<HTMLElement>('[aria-invalid=true]');
        if (wrong) wrong.focus();
        else if (canSave) onSave();
      }}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || event.defaultPrevented) return;
        event.preventDefault();
        onCancel();
      }}
    >
      <h2 id={id} class="editor-title">
        {label}
      </h2>
      {children}
      <div class="editor-buttons">
        <p class="failure" role="status">
          {failure}
        </p>
        <button type="button" class="button" onClick={onCancel}>
          {words.t('list.cancel')}
        </button>
        <button type="submit" class="button primary" aria-disabled={!canSave}>
          {words.t('list.save')}
        </button>
      </div>
    </form>
  );
}
