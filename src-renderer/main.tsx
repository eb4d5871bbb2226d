/** Entry of the page: opens the line to the core and mounts the application. */
import './csp.ts';
import '@mantine/core/styles.css';
import './app/global.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { connect } from './api/transport.ts';
import { App } from './app/app.tsx';

const container = document.getElementById('root');
if (!container) throw new Error('The page has no root element');
connect();
createRoot(container).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
