/** What customers there are, as far as custom profiles need it: as the core last heard from the server. */
import { useEffect, useState } from 'react';
import { api } from '#renderer/api/client.ts';
import type { CustomerFacts } from '#shared/configuration/readiness.ts';

/** Until it is known, nothing is missing: the server judges what gets there. */
const UNKNOWN: CustomerFacts = { hasCustomers: true, hasExternalIds: true };

export function useCustomerFacts(): CustomerFacts {
  const [facts, setFacts] = useState(UNKNOWN);
  useEffect(() => {
    let gone = false;
    api.configuration.readiness().then(
      ({ customers, externalId }) => {
        if (!gone) setFacts({ hasCustomers: customers, hasExternalIds: externalId });
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, []);
  return facts;
}
