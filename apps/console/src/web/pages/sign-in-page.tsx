import { Button, Container, Paper, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { api } from '../api/client.js';

export function SignInPage({ onSignedIn }: { onSignedIn: () => void }): ReactElement {
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => api('/auth/login', { method: 'POST', body: { token: token.trim() } }),
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <Container size={420} py="15vh" component="main">
      <form onSubmit={submit}>
        <Paper withBorder p="xl">
          <Stack>
            <div>
              <Title order={1} size="h3">
                DM 2.0 console
              </Title>
              <Text className="quiet" size="sm">
                Sign in with the API token that was printed at the first start.
              </Text>
            </div>
            <PasswordInput
              label="API token"
              name="token"
              autoComplete="current-password"
              required
              value={token}
              onChange={(event) => setToken(event.currentTarget.value)}
              error={signIn.error?.message}
              autoFocus
            />
            <Button type="submit" loading={signIn.isPending}>
              Sign in
            </Button>
          </Stack>
        </Paper>
      </form>
    </Container>
  );
}
