import { createTheme, type MantineColorsTuple } from '@mantine/core';

/** Buttons and links are ink: colour is left to the components and to outcomes. */
const ink: MantineColorsTuple = [
  '#f1f4f7',
  '#e1e7ed',
  '#c5cfd9',
  '#a6b5c3',
  '#dfe5ea',
  '#6e8194',
  '#283643',
  '#22303c',
  '#1b2732',
  '#141e27',
];

/** Mantine's dark ground, made ours. */
const dark: MantineColorsTuple = [
  '#e6e9ec',
  '#c4cad0',
  '#a0adb9',
  '#7d8894',
  '#3c4650',
  '#313a43',
  '#1c2127',
  '#15181c',
  '#101316',
  '#0b0d0f',
];

export const theme = createTheme({
  primaryColor: 'ink',
  colors: { ink, dark },
  primaryShade: { light: 6, dark: 4 },
  autoContrast: true,
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '18px' },
  defaultRadius: 'sm',
  focusRing: 'auto',
});
