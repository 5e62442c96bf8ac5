#include "model/graph/graph.h"

namespace transcope::model {

Graph Graph::features() const
{
    std::vector<Value> heads; // what the last layers take
    for (const Node& node : m_nodes)
        if (node.op == Op::Linear && isHead(tensorName(node.name, "weight")))
            heads.push_back(node.inputs.front());
    std::vector<bool> used(m_nodes.size());
    for (const Value head : heads)
        used[index(head)] = true;
    for (std::size_t i = m_nodes.size(); i-- > 0;)
        if (used[i])
            for (const int input : m_nodes[i].inputs)
                used[index(input)] = true;
    Graph result;
    std::vector<Value> there(m_nodes.size()); // a node's value in the result
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        if (!used[i])
            continue;
        Node node = m_nodes[i];
        for (int& input : node.inputs)
            input = there[index(input)];
        there[i] = result.append(std::move(node));
    }
    for (Value& head : heads)
        head = there[index(head)];
    result.output("features", heads.size() == 1 ? heads.front() : result.concatenate(heads, 0));
    return result;
}

} // namespace transcope::model
