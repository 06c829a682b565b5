const ids = new WeakMap<File, string>();

/** Tells files apart that have the same name, size and time; one that is sent again is the same. */
export const idOf = (file: File): string => {
  const id = ids.get(file) ?? crypto.randomUUID();
  ids.set(file, id);
  return id;
};
