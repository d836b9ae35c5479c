import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

interface FieldRowProps {
  readonly id: string;
  readonly label: string;
  readonly help?: ComponentChildren;
  /** What is wrong with what stands in the field now. */
  readonly complaint?: string | null;
  readonly children: ComponentChildren;
}

/** A labelled control; its help and what is wrong with it are read out with it. */
export function FieldRow({ id, label, help, complaint, children }: FieldRowProps) {
  return (
    <div class="row">
      <div class="row-text">
        <label class="row-label" for={id}>
          {label}
        </label>
        {help !== undefined && (
          <p class="row-help" id={`${id}-help`}>
            {help}
          </p>
        )}
        {complaint !== undefined && (
          <p class="failure" id={`${id}-wrong`} role="status">
            {complaint}
          </p>
        )}
      </div>
      <div class="row-control">{children}</div>
    </div>
  );
}

interface SwitchRowProps {
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly onChange: (on: boolean) => void;
}

export function SwitchRow({ label, help, checked, disabled, onChange }: SwitchRowProps) {
  const id = useId();
  return (
    <FieldRow id={id} label={label} {...(help !== undefined && { help })}>
      <Switch id={id} checked={checked} disabled={disabled ?? false} hasHelp={help !== undefined} onChange={onChange} />
    </FieldRow>
  );
}

interface SwitchProps {
  readonly id?: string;
  readonly label?: string;
  readonly checked: boolean;
  readonly disabled?: boolean;
  readonly hasHelp?: boolean;
  readonly onChange: (on: boolean) => void;
}

/** On or off. It shows what is: what was clicked is taken back until main has said the same. */
export function Switch({ id, label, checked, disabled, hasHelp, onChange }: SwitchProps) {
  return (
    <input
      id={id}
      type="checkbox"
      role="switch"
      class="switch"
      aria-label={label}
      aria-describedby={hasHelp ? `${id}-help` : undefined}
      checked={checked}
      disabled={disabled}
      onChange={(event) => {
        const wanted = event.currentTarget.checked;
        event.currentTarget.checked = checked;
        onChange(wanted);
      }}
    />
  );
}

interface SelectRowProps<Value extends string> {
  readonly label: string;
  readonly help?: ComponentChildren;
  readonly value: Value;
  readonly options: readonly (readonly [Value, string])[];
  readonly onChange: (value: Value) => void;
}

export function SelectRow<Value extends string>({ label, help, value, options, onChange }: SelectRowProps<Value>) {
  const id = useId();
  return (
    <FieldRow id={id} label={label} {...(help !== undefined && { help })}>
      <select
        id={id}
        class="select"
        aria-describedby={help === undefined ? undefined : `${id}-help`}
        value={value}
        onChange={(event) => {
          const wanted = options.find(([one]) => one === event.currentTarget.value)?.[0];
          event.currentTarget.value = value;
          if (wanted !== undefined) onChange(wanted);
        }}
      >
        {options.map(([one, text]) => (
          <option key={one} value={one}>
            {text}
          </option>
        ))}
      </select>
    </FieldRow>
  );
}
