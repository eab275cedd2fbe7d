"""Models reached over the network: chat and embeddings, their failures named, their patience bounded."""
