import { Button } from '@strapi/design-system';
import { Upload } from '@strapi/icons';
import { useRef } from 'react';

interface Props {
  label: string;
  accept?: string;
  busy: boolean;
  disabled?: boolean;
  variant?: 'secondary' | 'tertiary';
  onFile: (file: File) => void;
}

/** A button that has one file chosen. */
export function FileButton({ label, accept, busy, disabled = false, variant = 'secondary', onFile }: Props) {
  const input = useRef<HTMLInputElement>(null);
  return (
    <>
      <Button fullWidth variant={variant} startIcon={<Upload />} loading={busy} disabled={disabled} onClick={() => input.current?.click()}>
        {label}
      </Button>
      <input
        ref={input}
        type="file"
        hidden
        tabIndex={-1}
        aria-label={label}
        accept={accept}
        onChange={({ target }) => {
          const [file] = target.files ?? [];
          if (file) onFile(file);
          target.value = '';
        }}
      />
    </>
  );
}
