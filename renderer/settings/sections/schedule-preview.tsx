import { useEffect, useState } from 'preact/hooks';
import type { SchedulePreview } from '../../../main/core/model/service.ts';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { cronSentence } from '../../../main/core/model/schedule-text.ts';

/** What an expression means, asked anew at every key; null until the first answer. An answer to an older question is dropped. */
export function useSchedulePreview(bridge: Bridge, cron: string): SchedulePreview | null {
  const [preview, setPreview] = useState<SchedulePreview | null>(null);
  useEffect(() => {
    let isStale = false;
    bridge.call('previewSchedule', { cron }).then(
      (answer) => {
        if (!isStale) setPreview(answer);
      },
      () => {
        if (!isStale) setPreview(null);
      },
    );
    return () => {
      isStale = true;
    };
  }, [bridge, cron]);
  return preview;
}

interface SchedulePreviewBoxProps {
  readonly cron: string;
  readonly preview: SchedulePreview | null;
}

/** The sentence and the next times. Its room is the same whatever it says, so that nothing below jumps. */
export function SchedulePreviewBox({ cron, preview }: SchedulePreviewBoxProps) {
  const words = useWords();
  return (
    <div class="preview" role="status">
      {preview?.ok && (
        <>
          <p class="preview-sentence">{cronSentence(cron, words)}</p>
          <p class="row-help" id="schedule-runs">
            {words.t(preview.nextRunsMs.length === 0 ? 'schedule.never' : 'schedule.nextRuns')}
          </p>
          <ol aria-labelledby="schedule-runs">
            {preview.nextRunsMs.map((atMs) => (
              <li key={atMs}>{words.dateTime(atMs)}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
