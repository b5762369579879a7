import { type ASTVisitor, GraphQLError, type ValidationContext } from 'graphql';
import type { Plugin } from 'graphql-yoga';

/** Refuses kinds of operations that the API doesn't have, which version 16 of GraphQL leaves for the execution to meet. */
export function refuseUnknownOperations(): Plugin {
  return {
    onValidate({ addValidationRule }) {
      addValidationRule(KnownOperationsRule);
    },
  };
}

function KnownOperationsRule(context: ValidationContext): ASTVisitor {
  return {
    OperationDefinition(node) {
      if (context.getSchema().getRootType(node.operation)) return;
      context.reportError(new GraphQLError(`The API has no ${node.operation}s.`, { nodes: node }));
    },
  };
}
