#include "model/comparators/comparators.h"

namespace transcope::model {

Graph vgg16(int genes)
{
    constexpr int Pool = 0;
    constexpr int Layers[] = {64,   64,  Pool, 128, 128,  Pool, 256, 256, 256,
                              Pool, 512, 512,  512, Pool, 512,  512, 512, Pool};
    constexpr double Dropout = 0.5;
    Graph graph;
    auto x = graph.input("image", {3, 224, 224});
    int number = 0; // torchvision counts the ReLUs too
    for (const int width : Layers) {
        if (width == Pool) {
            x = graph.maxPool(x, 2, 2);
            ++number;
            continue;
        }
        x = graph.relu(graph.convolution("features." + std::to_string(number), x,
                                         {.out = width, .kernel = 3, .padding = 1}));
        number += 2;
    }
    x = graph.flatten(x); // 512 × 7 × 7: no pooling is left to do at 224 px
    for (const char* layer : {"classifier.0", "classifier.3"})
        x = graph.dropout(graph.relu(graph.linear(layer, x, 4096)), Dropout);
    graph.output("expression", graph.linear("classifier.6", x, genes));
    return graph;
}

} // namespace transcope::model
