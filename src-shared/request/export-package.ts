/** What a person gets who asks what is kept of them: a page to read, and the same as JSON. */
import { z } from 'zod';

export const ExportPackage = z.object({ html: z.string(), json: z.string() });
export type ExportPackage = z.infer<typeof ExportPackage>;
