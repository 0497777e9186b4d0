/** LangChain's retrievers in memory, put together as its documentation does: BM25 and vectors in an ensemble. */
import { EnsembleRetriever } from '@langchain/classic/retrievers/ensemble';
import { MemoryVectorStore } from '@langchain/classic/vectorstores/memory';
import { BM25Retriever } from '@langchain/community/retrievers/bm25';
import { Document } from '@langchain/core/documents';
import { type CreateOther, DEPTH, LIMIT } from './other.ts';

export const createLangChain: CreateOther = async (batches) => {
  let asked: number[] = [];
  const store = new MemoryVectorStore({
    embedQuery: async () => asked,
    embedDocuments: () => Promise.reject(new Error('The vectors of the papers are given.')),
  });
  const documents: Document[] = [];
  for await (const batch of batches) {
    const some = batch.map(({ title, abstract }) => new Document({ pageContent: `${title}. ${abstract}` }));
    await store.addVectors(
      batch.map(({ vector }) => [...vector]),
      some,
    );
    documents.push(...some);
  }
  const retriever = new EnsembleRetriever({
    retrievers: [BM25Retriever.fromDocuments(documents, { k: DEPTH }), store.asRetriever({ k: DEPTH })],
  });
  return {
    async ask({ text, vector }) {
      asked = [...vector];
      return (await retriever.invoke(text)).slice(0, LIMIT);
    },
    close() {},
  };
};
