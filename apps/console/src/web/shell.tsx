import {
  ActionIcon,
  Anchor,
  AppShell,
  Button,
  Container,
  Group,
  Text,
  useComputedColorScheme,
  useMantineColorScheme,
} from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, Outlet } from '@tanstack/react-router';
import type { ReactElement } from 'react';
import { api, ApiError } from './api/client.js';
import { SignInPage } from './pages/sign-in-page.js';

/** What every page has; who is not signed in signs in first, and then is where the link led. */
export function Shell(): ReactElement {
  const client = useQueryClient();
  const signedIn = useQuery({
    queryKey: ['signed-in'],
    queryFn: () => api('/api/v1/devices?limit=1'),
    staleTime: Infinity,
  });
  if (signedIn.isPending) return <></>;
  if (signedIn.error instanceof ApiError && signedIn.error.status === 401)
    return <SignInPage onSignedIn={() => void client.resetQueries()} />;
  const signOut = async () => {
    await api('/auth/logout', { method: 'POST' });
    await client.resetQueries();
  };
  return (
    <AppShell header={{ height: 56 }}>
      <AppShell.Header>
        <Container size="xl" h="100%">
          <Group h="100%" justify="space-between" wrap="nowrap">
            <Group gap="lg" wrap="nowrap" component="nav" aria-label="Main">
              <Text fw={650} component="span" visibleFrom="xs">
                DM 2.0
              </Text>
              <Anchor component={Link} to="/" c="inherit">
                Devices
              </Anchor>
              <Anchor component={Link} to="/sessions" c="inherit">
                Sessions
              </Anchor>
            </Group>
            <Group gap="xs" wrap="nowrap">
              <SchemeSwitch />
              <Button variant="subtle" size="compact-md" onClick={() => void signOut()}>
                Sign out
              </Button>
            </Group>
          </Group>
        </Container>
      </AppShell.Header>
      <AppShell.Main>
        <Container size="xl" py="lg">
          <Outlet />
        </Container>
      </AppShell.Main>
    </AppShell>
  );
}

function SchemeSwitch(): ReactElement {
  const { setColorScheme } = useMantineColorScheme();
  const scheme = useComputedColorScheme('light');
  const other = scheme === 'dark' ? 'light' : 'dark';
  return (
    <ActionIcon
      variant="subtle"
      size="lg"
      aria-label={`Use the ${other} colours`}
      onClick={() => setColorScheme(other)}
    >
      <svg width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
        <circle cx="9" cy="9" r="7" fill="none" stroke="currentColor" strokeWidth="1.6" />
        <path d="M9 2a7 7 0 0 1 0 14z" fill="currentColor" />
      </svg>
    </ActionIcon>
  );
}
