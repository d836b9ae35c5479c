interface BarProps {
  /** Filled part, 0 to 1. */
  readonly share: number;
  readonly tone: 'memory' | 'high' | 'countdown' | 'urgent';
}

/** A thin bar. Says nothing to a screen reader: the same figure stands beside it as text. */
export function Bar({ share, tone }: BarProps) {
  return (
    <svg class={`bar bar-${tone}`} aria-hidden="true">
      <rect class="bar-track" width="100%" height="100%" rx="2" />
      <rect class="bar-fill" width={`${Math.round(share * 1000) / 10}%`} height="100%" rx="2" />
    </svg>
  );
}
