import './styles/mantine.css';
import './styles/fonts.css';
import './styles/console.css';
import { MantineProvider } from '@mantine/core';
import { QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/client.js';
import { signedInQuery } from './api/queries.js';
import { router } from './router.js';
import { theme } from './theme.js';

const isClient = (error: unknown) => error instanceof ApiError && error.status >= 400 && error.status < 500;

const queries: QueryClient = new QueryClient({
  queryCache: new QueryCache({
    onError: (error) => {
      if (error instanceof ApiError && error.status === 401)
        queries.setQueryData(signedInQuery.queryKey, false);
    },
  }),
  defaultOptions: {
    // What is shown is kept current by live events; a return to the page needs no reading.
    queries: {
      retry: (count, error) => !isClient(error) && count < 3,
      staleTime: 2000,
      refetchOnWindowFocus: false,
    },
  },
});

const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? '';
const root = document.getElementById('root');
if (!root) throw new Error('the page has no root');
createRoot(root).render(
  <StrictMode>
    <MantineProvider theme={theme} defaultColorScheme="auto" getStyleNonce={() => nonce}>
      <QueryClientProvider client={queries}>
        <RouterProvider router={router} />
      </QueryClientProvider>
    </MantineProvider>
  </StrictMode>,
);
