import { ActionIcon, Button, useComputedColorScheme, useMantineColorScheme } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet, useLocation } from '@tanstack/react-router';
import { useEffect, useRef, type ReactElement, type ReactNode } from 'react';
import { post } from './api/client.js';
import { signedInQuery } from './api/queries.js';
import { SignInPage } from './pages/sign-in-page.js';
import { Failed } from './pages/states.js';

/** What every page has; who is not signed in signs in first, and then is where the link led. */
export function Shell(): ReactElement {
  const client = useQueryClient();
  const signedIn = useQuery(signedInQuery);
  if (signedIn.isPending) return <></>;
  if (signedIn.isError)
    return (
      <main className="page">
        <Failed error={signedIn.error} retry={() => void signedIn.refetch()} />
      </main>
    );
  if (!signedIn.data)
    return <SignInPage onSignedIn={() => client.setQueryData(signedInQuery.queryKey, true)} />;
  const signOut = async () => {
    await post('/auth/logout', {});
    client.setQueryData(signedInQuery.queryKey, false);
    client.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== signedInQuery.queryKey[0] });
  };
  return (
    <>
      <a className="skip" href="#main">
        To the content
      </a>
      <header className="top">
        <span className="brand">DM 2.0</span>
        <Nav>
          <Link to="/" activeOptions={{ exact: true, includeSearch: false }}>
            Devices
          </Link>
          <Link to="/sessions" activeOptions={{ exact: false }}>
            Sessions
          </Link>
          <Link to="/tasks" activeOptions={{ exact: false, includeSearch: false }}>
            Tasks
          </Link>
          <Link to="/ui-sessions">UI sessions</Link>
          <Link to="/repository">Repository</Link>
          <Link to="/overview">Overview</Link>
        </Nav>
        <SchemeSwitch />
        <Button variant="subtle" size="compact-sm" onClick={() => void signOut()}>
          Sign out
        </Button>
      </header>
      <main id="main" tabIndex={-1}>
        <Outlet />
      </main>
    </>
  );
}

/** On a phone it is wider than the screen and scrolls within itself: where one is, is in sight. */
function Nav({ children }: { children: ReactNode }): ReactElement {
  const nav = useRef<HTMLElement>(null);
  const path = useLocation({ select: ({ pathname }) => pathname });
  useEffect(() => {
    nav.current?.querySelector('a.active')?.scrollIntoView({ inline: 'center', block: 'nearest' });
  }, [path]);
  return (
    <nav aria-label="Main" ref={nav}>
      {children}
    </nav>
  );
}

function SchemeSwitch(): ReactElement {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      size="md"
      aria-label={`Use the ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <svg width="16" height="16" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
