/** The look: system fonts, one accent, dense sizes. Colours keep 4.5:1 against their ground in both schemes. */
import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const accent: MantineColorsTuple = [
  '#eef3ff',
  '#dce4fb',
  '#b6c6f3',
  '#8ea6ec',
  '#6c8be6',
  '#5679e2',
  '#4a6fe1',
  '#3a5ec8',
  '#3053b3',
  '#23479e',
];

/** Mantine's dark greys, a little cooler, so that inputs do not look brown on our ground. */
const dark: MantineColorsTuple = [
  '#dfe3ea',
  '#b8bfcb',
  '#9aa3b2',
  '#7c8594',
  '#363b46',
  '#2a2e37',
  '#1d2026',
  '#16181d',
  '#121419',
  '#0d0f13',
];

const FONT = '-apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Noto Sans", Ubuntu, sans-serif';

/**
 * Id of a form that is nobody's, to which all textareas belong. A browser keeps what stands in a field in its profile, readable,
 * for a page that is opened again, unless field or form say `autocomplete="off"`; of a textarea only the form can say it.
 */
export const UNKEPT_FORM = 'unkept';

export const theme = createTheme({
  primaryColor: 'accent',
  colors: { accent, dark },
  primaryShade: { light: 7, dark: 7 },
  fontFamily: FONT,
  fontFamilyMonospace: 'ui-monospace, "SF Mono", "Cascadia Code", "Roboto Mono", monospace',
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.125rem' },
  lineHeights: { xs: '1.35', sm: '1.4', md: '1.45', lg: '1.5', xl: '1.5' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  autoContrast: true,
  headings: { fontWeight: '600', sizes: { h1: { fontSize: '1.25rem' }, h2: { fontSize: '0.875rem' } } },
  components: {
    Button: { defaultProps: { size: 'xs' } },
    TextInput: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    Select: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Textarea: { defaultProps: { size: 'xs', form: UNKEPT_FORM } },
    NumberInput: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    Autocomplete: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    MultiSelect: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    TagsInput: { defaultProps: { size: 'xs', autoComplete: 'off' } },
    Menu: { defaultProps: { shadow: 'md', transitionProps: { duration: 0 } } },
    Modal: {
      defaultProps: { centered: true, transitionProps: { duration: 0 } },
      styles: { title: { fontWeight: 600 } },
    },
    Popover: { defaultProps: { transitionProps: { duration: 0 } } },
    Tooltip: { defaultProps: { openDelay: 400, transitionProps: { duration: 0 } } },
  },
});

/** Quiet text and lines: Mantine's own dimmed grey is too faint for AA on white. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-text': '#1c2027',
    '--mantine-color-dimmed': '#5a6270',
    '--mantine-color-placeholder': '#6b7280',
    '--mantine-color-error': '#c22a2a',
    '--cb-ground': '#f7f8fa',
    '--cb-raised': '#ffffff',
    '--cb-line': '#e3e6eb',
    '--cb-edge': '#8a92a0',
    '--cb-hover': '#eff1f5',
    '--cb-selected': '#e4ebfd',
    '--cb-accent-text': '#3053b3',
    '--cb-mark': '#ffe9a8',
    '--cb-good': '#1a6e45',
    '--cb-warn': '#8a5a00',
    '--cb-bad': '#b42318',
    '--cb-warn-ground': '#fff6df',
    '--cb-bad-ground': '#fdeceb',
  },
  dark: {
    '--mantine-color-body': '#16181d',
    '--mantine-color-text': '#dfe3ea',
    '--mantine-color-dimmed': '#9aa3b2',
    '--mantine-color-placeholder': '#8a93a3',
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-default': '#1d2026',
    '--mantine-color-default-hover': '#262a32',
    '--mantine-color-default-border': '#363b46',
    '--cb-ground': '#121419',
    '--cb-raised': '#1a1d23',
    '--cb-line': '#2a2e37',
    '--cb-edge': '#6b7484',
    '--cb-hover': '#22262e',
    '--cb-selected': '#25304d',
    '--cb-accent-text': '#9db4f5',
    '--cb-mark': '#5c4a12',
    '--cb-good': '#6fcf9b',
    '--cb-warn': '#f0c36a',
    '--cb-bad': '#ff9c94',
    '--cb-warn-ground': '#2e2713',
    '--cb-bad-ground': '#351d1c',
  },
});
