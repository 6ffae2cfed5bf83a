import { Button, NativeSelect, Textarea } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { useEffect, useMemo, useState, type ReactElement } from 'react';
import { ApiError } from '../api/client.js';
import { change, type PageKind, type Screen, type WantedPreview } from '../api/services.js';
import { Empty, Failed, Loading } from '../pages/states.js';
import { PhoneFrame } from './phone-frame.js';
import { pageKindsQuery, servedQuery } from './queries.js';
import { parseTyped, sampleOf, type Typed } from './sample.js';
import './ui-sessions.css';

const route = getRouteApi('/preview');
const TYPING_MS = 300;

/** Every page that a SHOW can open, as a person would see it: any screen, in any language, with any data. Nothing is stored. */
export function PreviewPage(): ReactElement {
  const { page, of } = route.useSearch();
  const kinds = useQuery(pageKindsQuery);
  const served = useQuery({ ...servedQuery(of ?? ''), enabled: of !== undefined });
  const error = kinds.error ?? served.error;
  const kind = kinds.data?.items.find(({ name }) => name === page) ?? kinds.data?.items[0];
  return (
    <div className="page">
      <div className="bar spread">
        <h1>Pages</h1>
        {of === undefined ? (
          <Link to="/ui-sessions">UI sessions</Link>
        ) : (
          <Link to="/ui-sessions/$uiSessionId" params={{ uiSessionId: of }}>
            To the UI session
          </Link>
        )}
      </div>
      {error instanceof ApiError && error.code === 'not-configured' ? (
        <Empty>{error.message}</Empty>
      ) : (
        error && (
          <Failed
            error={error}
            retry={() => {
              void kinds.refetch();
              if (of !== undefined) void served.refetch();
            }}
          />
        )
      )}
      {!error && (kinds.isPending || (of !== undefined && served.isPending)) && <Loading />}
      {!error && kinds.data && kind && (of === undefined || served.data) && (
        <Workbench
          key={`${kind.name} ${of ?? ''}`}
          kinds={kinds.data.items}
          kind={kind}
          languages={kinds.data.languages ?? []}
          data={served.data?.data}
        />
      )}
    </div>
  );
}

function Workbench({
  kinds,
  kind,
  languages,
  data,
}: {
  kinds: readonly PageKind[];
  kind: PageKind;
  languages: readonly string[];
  /** To begin with, instead of the example. */
  data: unknown;
}): ReactElement {
  const { lang, screen } = route.useSearch();
  const navigate = route.useNavigate();
  const [text, setText] = useState(() => JSON.stringify(data ?? sampleOf(kind.data), null, 2));
  const [problems, setProblems] = useState(false);
  const settled = useSettled(text);
  const typed = useMemo(() => parseTyped(settled), [settled]);
  const wanted: WantedPreview = {
    data: typed.ok ? typed.value : null,
    ...(lang === undefined ? {} : { lang }),
  };
  const screens = useQuery({
    queryKey: ['preview', kind.name, wanted],
    queryFn: ({ signal }) =>
      change<{ screens: Screen[] }>(
        'POST',
        '/pages-api/pages/{page}/preview',
        { page: kind.name },
        wanted,
        signal,
      ),
    enabled: typed.ok,
    placeholderData: keepPreviousData,
    retry: false,
    gcTime: 0,
  });
  const list = screens.data?.screens ?? [];
  const index = Math.max(
    0,
    list.findIndex(({ key }) => key === screen),
  );
  const current = list[index];
  const set = (name: 'page' | 'lang' | 'screen', value: string) =>
    void navigate({
      search: ({ [name]: _before, ...others }) => {
        const { screen: _screen, of: _of, ...rest } = others as Record<string, string>;
        const kept = name === 'page' ? rest : others;
        return value === '' ? kept : { ...kept, [name]: value };
      },
      replace: true,
    });
  const isRight = typed.ok && !screens.isError;
  return (
    <div className="workbench">
      <div className="stack">
        <div className="bar filters">
          <NativeSelect
            size="sm"
            label="Page"
            value={kind.name}
            onChange={(event) => set('page', event.currentTarget.value)}
            data={kinds.map(({ name }) => name)}
          />
          <NativeSelect
            size="sm"
            label="Language"
            value={lang ?? ''}
            onChange={(event) => set('lang', event.currentTarget.value)}
            data={[
              { value: '', label: 'not known' },
              ...languages.map((tag) => ({ value: tag, label: languageName(tag) })),
            ]}
          />
        </div>
        <p className="quiet">{kind.description}</p>
        <Textarea
          label="Data, as a task gives it"
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
          rows={20}
          spellCheck={false}
          classNames={{ input: 'code' }}
          aria-describedby="preview-problems"
        />
        <Problems typed={typed} error={typed.ok ? screens.error : null} />
        <div className="bar">
          <Button
            size="compact-sm"
            variant="default"
            onClick={() => setText(JSON.stringify(sampleOf(kind.data), null, 2))}
          >
            Back to the example
          </Button>
        </div>
      </div>
      <div className="stack">
        <nav className="steps" aria-label="Screens">
          {list.map(({ key, kind: sort, title }, i) => (
            <button
              key={key}
              type="button"
              aria-current={i === index ? 'step' : undefined}
              onClick={() => set('screen', key)}
            >
              {sort === 'question' ? `${i + 1} ` : ''}
              {title}
            </button>
          ))}
        </nav>
        <div className="bar">
          <Button
            size="compact-sm"
            variant="default"
            disabled={index === 0}
            onClick={() => set('screen', list[index - 1]?.key ?? '')}
          >
            Previous screen
          </Button>
          <Button
            size="compact-sm"
            variant="default"
            disabled={index >= list.length - 1}
            onClick={() => set('screen', list[index + 1]?.key ?? '')}
          >
            Next screen
          </Button>
          <label className="check">
            <input
              type="checkbox"
              checked={problems}
              onChange={(event) => setProblems(event.currentTarget.checked)}
            />
            as it is when sent empty
          </label>
        </div>
        <PhoneFrame
          page={kind.name}
          title={current?.title ?? kind.name}
          wanted={
            isRight && current && !screens.isPlaceholderData
              ? { ...wanted, screen: current.key, problems: problems && current.kind === 'question' }
              : undefined
          }
        />
      </div>
    </div>
  );
}

/** Everything that is wrong, each with its field. */
function Problems({ typed, error }: { typed: Typed; error: Error | null }): ReactElement {
  const errors = error instanceof ApiError ? error.errors : [];
  return (
    <div id="preview-problems" aria-live="polite">
      {!typed.ok && <p className="bad">{typed.message}</p>}
      {error && errors.length === 0 && <p className="bad">{error.message}</p>}
      {errors.length > 0 && (
        <ul className="problems">
          {errors.map(({ field, detail }) => (
            <li key={`${field} ${detail}`}>
              <span className="mono">{field}</span> <span className="bad">{detail}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

/** What is typed, when the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

function languageName(tag: string): string {
  return new Intl.DisplayNames([tag], { type: 'language' }).of(tag) ?? tag;
}
