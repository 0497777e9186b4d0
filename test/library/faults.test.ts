import { describe, expect, test } from 'vitest';
import { LibraryFault } from '../../src/domain/errors.ts';
import { libraryFault } from '../../src/library/faults.ts';

const withCode = (code: string) => Object.assign(new Error('it failed'), { code });

describe('what the engine and the file system say', () => {
  test.each([
    [withCode('ENOSPC'), 'The disk is full', 'Free some space'],
    [withCode('EDQUOT'), 'The disk is full', 'Free some space'],
    [
      new Error('lance error: LanceError(IO): No space left on device (os error 28)'),
      'The disk is full',
      'Free some space',
    ],
    [new Error('LanceError(IO): File too large (os error 27), structural.rs'), 'The disk is full', 'Free some space'],
    [withCode('EACCES'), 'cannot be written', 'write access'],
    [withCode('EROFS'), 'cannot be written', 'write access'],
    [new Error('Permission denied (os error 13)'), 'cannot be written', 'write access'],
    [new Error('Read-only file system (os error 30)'), 'cannot be written', 'write access'],
    [withCode('ENOTDIR'), 'is not a folder', 'LIBRARY_URI'],
    [withCode('EEXIST'), 'is not a folder', 'LIBRARY_URI'],
    [new Error('Not a directory (os error 20)'), 'is not a folder', 'LIBRARY_URI'],
    [
      new Error('LanceError(IO): does not have sufficient data (os error 131)'),
      'cannot be read or written',
      'Run "npm start -- rebuild".',
    ],
    ['not even an error', 'cannot be read or written', 'Run "npm start -- rebuild".'],
    [undefined, 'cannot be read or written', 'Run "npm start -- rebuild".'],
  ])('%s becomes a sentence with what to do', (cause, message, help) => {
    const fault = libraryFault('data/library', cause);
    expect(fault).toBeInstanceOf(LibraryFault);
    expect(fault.message).toContain(message);
    expect(fault.message).toContain('data/library');
    expect(fault.help).toContain(help);
    expect(fault.cause).toBe(cause);
  });

  test('that cannot be read is rebuilt, then restored, then fetched anew, in this order', () => {
    const { help } = libraryFault('data/library', undefined);
    const places = ['rebuild', 'restore FILE', 'sync', 'import FILE'].map((job) => help.indexOf(`npm start -- ${job}`));
    expect(places.every((place) => place >= 0)).toBe(true);
    expect(places).toEqual(places.toSorted((a, b) => a - b));
  });

  test('stays as it is when it is a sentence already', () => {
    const fault = new LibraryFault('Said before.', 'Do that.');
    expect(libraryFault('data/library', fault)).toBe(fault);
  });
});
