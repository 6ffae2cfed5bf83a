import { useEffect, useRef, useState, type ReactElement } from 'react';
import type { WantedPreview } from '../api/services.js';

/**
 * A page in a phone of 390 × 844. It is a document of its own, which the Web Server Component renders and a form of ours asks for:
 * in a sandbox, without script, under a policy that the console's server sets. Each one has a frame of its own, so that going
 * back does not lead through the pages that were looked at. What was shown last stays while there is nothing to show.
 */
export function PhoneFrame({
  page,
  title,
  wanted,
}: {
  page: string;
  title: string;
  wanted: WantedPreview | undefined;
}): ReactElement {
  const text = wanted && JSON.stringify(wanted);
  const [shown, setShown] = useState<{ page: string; text: string }>();
  if (text !== undefined && (shown?.page !== page || shown.text !== text)) setShown({ page, text });
  return (
    <div className="phone" data-stale={text === undefined ? '' : undefined}>
      {shown ? (
        <Document key={`${shown.page} ${shown.text}`} page={shown.page} title={title} text={shown.text} />
      ) : (
        <p className="quiet">Nothing to show yet.</p>
      )}
    </div>
  );
}

const FRAME = 'page-preview';

function Document({ page, title, text }: { page: string; title: string; text: string }): ReactElement {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => form.current?.submit(), []);
  return (
    <>
      <iframe name={FRAME} title={`Preview: ${title}`} sandbox="" referrerPolicy="no-referrer" />
      <form
        ref={form}
        hidden
        method="post"
        target={FRAME}
        action={`/pages-api/pages/${encodeURIComponent(page)}/preview/html`}
      >
        <input type="hidden" name="preview" value={text} />
      </form>
    </>
  );
}
