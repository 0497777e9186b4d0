// What src/library/local-embedding-child.ts takes from the packages of this folder; here, so that they are found here.
export { env } from '@huggingface/transformers';
export { HuggingFaceTransformersEmbeddings } from '@langchain/community/embeddings/huggingface_transformers';
