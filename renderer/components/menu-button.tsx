import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { indexAfter } from '../list-keys.ts';

export interface MenuEntry {
  readonly id: string;
  readonly label: string;
  readonly act: () => void;
}

interface MenuButtonProps {
  /** What it offers and for whom, for those who do not see where it stands. */
  readonly label: string;
  /** Of the button. */
  readonly look: string;
  readonly isBusy?: boolean;
  readonly entries: readonly MenuEntry[];
  readonly children: ComponentChildren;
}

/** A button with a menu, as the ARIA practices describe it. */
export function MenuButton({ label, look, isBusy = false, entries, children }: MenuButtonProps) {
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
        class={look}
        aria-label={label}
        aria-disabled={isBusy}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        // The press would close it, and the click that follows would open it again.
        onPointerDown={(event) => isOpen && event.stopPropagation()}
        onClick={() => setOpen(!isOpen && !isBusy)}
      >
        {children}
      </button>
      {isOpen && (
        <div
          ref={menu}
          class="menu"
          role="menu"
          aria-label={label}
          onKeyDown={(event) => {
            const items = [...event.currentTarget.querySelectorAll('button')];
            const at = items.findIndex((one) => one === document.activeElement);
            const next = indexAfter(event.key, at, items.length);
            // From the button, the Tab key goes on by itself, in either direction.
            if (event.key === 'Tab') return close();
            if (event.key === 'Escape') close();
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
