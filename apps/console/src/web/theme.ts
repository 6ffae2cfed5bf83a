import { createTheme, type MantineColorsTuple } from '@mantine/core';

const teal: MantineColorsTuple = [
  '#e3faf7',
  '#c8f0eb',
  '#97e1d7',
  '#62d1c2',
  '#39c3b1',
  '#1eb9a5',
  '#08776d',
  '#076a61',
  '#055750',
  '#023f3a',
];

export const theme = createTheme({
  primaryColor: 'teal',
  colors: { teal },
  primaryShade: { light: 6, dark: 4 },
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  defaultRadius: 'sm',
  autoContrast: true,
});
