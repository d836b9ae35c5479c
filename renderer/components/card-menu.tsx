import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { indexAfter } from '../list-keys.ts';
import { useWords } from '../words.tsx';
import { Icon } from './icons.tsx';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly act: () => void;
}

interface CardMenuProps {
  /** Whose menu it is, for those who do not see where it stands. */
  readonly name: string;
  readonly entries: readonly MenuEntry[];
}

/** The rest of what can be done with a sandbox: a menu button as the ARIA practices describe it. */
export function CardMenu({ name, entries }: CardMenuProps) {
  const { t } = useWords();
  const [isOpen, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const menu = useRef<HTMLDivElement>(null);
  // Before the next key can be pressed, and not after the next paint: that key is meant for the menu.
  useLayoutEffect(() => {
    if (!isOpen) return undefined;
    menu.current?.querySelector('button')?.focus();
    menu.current?.scrollIntoView({ block: 'nearest' });
    const onPress = (event: PointerEvent) => {
      if (event.target instanceof Node && !menu.current?.contains(event.target)) setOpen(false);
    };
    window.addEventListener('pointerdown', onPress);
    return () => window.removeEventListener('pointerdown', onPress);
  }, [isOpen]);
  const close = () => {
    setOpen(false);
    button.current?.focus();
  };
  return (
    <div class={`menu-place${isOpen ? ' open' : ''}`}>
      <button
        ref={button}
        type="button"
        class="icon-button"
        aria-label={t('action.moreName', { name })}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // The press would close it, and the click that follows would open it again.
        onPointerDown={(event) => isOpen && event.stopPropagation()}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && (
        <div
          ref={menu}
          class="menu"
          role="menu"
          aria-label={t('action.moreName', { name })}
          onKeyDown={(event) => {
            const items = [...event.currentTarget.querySelectorAll('button')];
            const at = items.findIndex((one) => one === document.activeElement);
            const next = indexAfter(event.key, at, items.length);
            if (event.key === 'Escape' || event.key === 'Tab') close();
            else if (next !== null) items[next]?.focus();
            else return;
            event.preventDefault();
            event.stopPropagation();
          }}
        >
          {entries.map(({ id, label, act }) => (
            <button
              key={id}
              type="button"
              role="menuitem"
              tabIndex={-1}
              onClick={() => {
                close();
                act();
              }}
            >
              {label}
            </button>
          ))}
        </div>
      )}
    </div>
  );
}
