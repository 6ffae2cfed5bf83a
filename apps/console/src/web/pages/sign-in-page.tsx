import { Button, PasswordInput } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactElement } from 'react';
import { post } from '../api/client.js';

/** Signing in with the token of the management API. */
export function SignInPage({ onSignedIn }: { onSignedIn: () => void }): ReactElement {
  const [token, setToken] = useState('');
  const signIn = useMutation({
    mutationFn: () => post('/auth/login', {}, { token: token.trim() }),
    onSuccess: onSignedIn,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate();
  };
  return (
    <main className="sign-in">
      <form onSubmit={submit} className="stack">
        <h1>DM 2.0 console</h1>
        <p className="quiet">Sign in with the API token that was printed at the first start.</p>
        <PasswordInput
          label="API token"
          name="token"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          error={signIn.error?.message}
          autoFocus
        />
        <Button type="submit" loading={signIn.isPending}>
          Sign in
        </Button>
      </form>
    </main>
  );
}
