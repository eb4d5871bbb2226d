/** The application: providers around whatever the line and the session allow to be shown. */
import { MantineProvider } from '@mantine/core';
import { NoticeStack } from '#renderer/components/notice-stack.tsx';
import { styleNonce } from '#renderer/csp.ts';
import { Root } from './root.tsx';
import { theme, variables } from './theme.ts';

export function App() {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={variables}
      defaultColorScheme="auto"
      getStyleNonce={styleNonce}
    >
      <Root />
      <NoticeStack />
    </MantineProvider>
  );
}
