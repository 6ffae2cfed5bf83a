import { Button, TextInput } from '@mantine/core';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useRef, useState, type DragEvent, type ReactElement } from 'react';
import { bytesInWords } from './bytes.js';
import { nameOfFile, nameProblem } from './command-lines.js';
import { uploadObject } from './upload-object.js';

/** A file becomes an object, by choosing or dropping it; it can be given up on the way. */
export function UploadForm({ fixedName }: { fixedName?: string }): ReactElement {
  const client = useQueryClient();
  const chooser = useRef<HTMLInputElement>(null);
  const abort = useRef<AbortController>(undefined);
  const [file, setFile] = useState<File>();
  const [typed, setTyped] = useState('');
  const [sent, setSent] = useState(0);
  const [isOver, setIsOver] = useState(false);
  const name = fixedName ?? typed;
  const upload = useMutation({
    mutationFn: (one: File) => {
      abort.current = new AbortController();
      setSent(0);
      return uploadObject({ name, file: one, signal: abort.current.signal, onProgress: setSent });
    },
    onSuccess: async () => {
      setFile(undefined);
      if (chooser.current) chooser.current.value = '';
      await client.invalidateQueries({ queryKey: ['repository'] });
    },
  });
  const choose = (chosen: File | undefined) => {
    if (!chosen || upload.isPending) return;
    setFile(chosen);
    upload.reset();
    if (fixedName === undefined) setTyped(nameOfFile(chosen.name));
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    choose(event.dataTransfer.files[0]);
  };
  const problem = file ? nameProblem(name) : undefined;
  return (
    <form
      className="drop stack"
      aria-label="Upload"
      data-over={isOver ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
      onSubmit={(event) => {
        event.preventDefault();
        if (file && problem === undefined) upload.mutate(file);
      }}
    >
      <div className="bar">
        <Button
          size="sm"
          variant="default"
          onClick={() => chooser.current?.click()}
          disabled={upload.isPending}
        >
          Choose a file
        </Button>
        <input
          ref={chooser}
          type="file"
          hidden
          aria-label="File"
          onChange={(event) => choose(event.currentTarget.files?.[0])}
        />
        <span className="quiet wrap">
          {file
            ? `${file.name}, ${bytesInWords(file.size)}, ${file.type || 'application/octet-stream'}`
            : 'or drop it here'}
        </span>
      </div>
      {file && (
        <div className="bar filters">
          {fixedName === undefined && (
            <TextInput
              size="sm"
              label="Name of the object"
              value={typed}
              onChange={(event) => setTyped(event.currentTarget.value)}
              error={problem}
              disabled={upload.isPending}
              w={320}
            />
          )}
          {!upload.isPending && (
            <Button size="sm" type="submit" disabled={problem !== undefined}>
              Upload
            </Button>
          )}
        </div>
      )}
      {file && upload.isPending && (
        <div className="bar">
          <progress max={file.size || 1} value={sent} aria-label={`Upload of ${name}`} />
          <span className="mono">
            {bytesInWords(sent)} of {bytesInWords(file.size)}
          </span>
          <Button size="compact-sm" variant="default" onClick={() => abort.current?.abort()}>
            Give up
          </Button>
        </div>
      )}
      <div aria-live="polite">
        {upload.isError && <p className="bad">{upload.error.message}</p>}
        {upload.isSuccess && (
          <p>
            <Link to="/repository/$name" params={{ name: upload.data.name }}>
              {upload.data.name}
            </Link>{' '}
            is there: {bytesInWords(upload.data.size)}.
          </p>
        )}
      </div>
    </form>
  );
}
