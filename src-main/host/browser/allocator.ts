/**
 * Settings of glibc's allocator for a core under Node, which reads them only as a process begins: whoever starts a core gives
 * them. Left to itself it takes ever larger blocks from memory that it does not give back (mallopt(3), M_MMAP_THRESHOLD), and
 * the arrays of a search index that are made anew then stay resident twice: measured at a million customers, 645 MB instead of
 * 403 after the segments of the index were put together. Other allocators do not know these names.
 */
export const ALLOCATOR_ENV = { MALLOC_MMAP_THRESHOLD_: '131072', MALLOC_TRIM_THRESHOLD_: '131072' };
