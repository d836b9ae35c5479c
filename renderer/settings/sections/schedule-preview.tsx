import { useEffect, useState } from 'preact/hooks';
import type { Bridge } from '../../../preload/contract.ts';
import { useWords } from '../../words.tsx';
import { cronSentence } from '../../../main/core/model/schedule-text.ts';
import type { AnsweredCron } from '../models/answered-cron.ts';

/**
 * What an expression means, asked anew at every key; null until the first answer. Until there is an answer to what is typed now the
 * last one stays, with what it was the answer to.
 */
export function useSchedulePreview(bridge: Bridge, cron: string): AnsweredCron | null {
  const [preview, setPreview] = useState<AnsweredCron | null>(null);
  useEffect(() => {
    let isStale = false;
    bridge.call('previewSchedule', { cron }).then(
      (answer) => {
        if (!isStale) setPreview({ cron, answer });
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
  readonly preview: AnsweredCron | null;
}

/** The sentence and the next times. Its room is the same whatever it says, so that nothing below jumps. */
export function SchedulePreviewBox({ preview }: SchedulePreviewBoxProps) {
  const words = useWords();
  const answer = preview?.answer;
  return (
    <div class="preview" role="status">
      {preview && answer?.ok && (
        <>
          <p class="preview-sentence">{cronSentence(preview.cron, words)}</p>
          <p class="row-help" id="schedule-runs">
            {words.t(answer.nextRunsMs.length === 0 ? 'schedule.never' : 'schedule.nextRuns')}
          </p>
          <ol aria-labelledby="schedule-runs">
            {answer.nextRunsMs.map((atMs) => (
              <li key={atMs}>{words.dateTime(atMs)}</li>
            ))}
          </ol>
        </>
      )}
    </div>
  );
}
