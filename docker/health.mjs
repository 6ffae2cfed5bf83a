/* global fetch, AbortSignal */
// Health check of a container: asks the service in it. Plain Node.js, because slim images have no curl.
const { PORT } = process.env;
try {
  const answer = await fetch(`http://127.0.0.1:${PORT}/health/ready`, { signal: AbortSignal.timeout(2500) });
  process.exitCode = answer.ok ? 0 : 1;
} catch {
  process.exitCode = 1;
}
