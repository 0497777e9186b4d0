import { expect, it } from 'vitest';
import { readsAsEnglish } from '../../src/domain/text/language.ts';

it.each([
  'The model is better.',
  'Sparse attention',
  '90% on ImageNet',
  'A de novo approach by Smith et al.',
  'GPT-4o-mini searches pages.',
  '',
])('is English, or may be: %j', (text) => expect(readsAsEnglish(text)).toBe(true));

it.each([
  'Das Modell ist mit 33,4 Prozent genauer als das alte.',
  'Die Methode halbiert die Anzahl der Aufrufe.',
  'Le modèle est plus rapide que les autres.',
  'El modelo es más rápido que los demás.',
  'Il modello è più veloce degli altri.',
  'Modellen är snabbare på GPU.',
  '模型更快',
  'Модель работает быстрее.',
  'モデルは高速です。',
])('is not English: %s', (text) => expect(readsAsEnglish(text)).toBe(false));
