#include "core/rpc/framing.h"
#include "core/rpc/messages.h"
#include "tests/fuzz/fuzzinput.h"

using namespace transcope;

namespace {

template <class... Messages> void readAs(const nlohmann::json& json)
{
    ((void)core::readMessage<Messages>(json, "any"), ...);
}

void readBody(const std::string& body)
{
    const auto message = core::parseMessage(body);
    if (!message)
        return;
    const auto* request = std::get_if<core::RpcRequest>(&*message);
    const auto* response = std::get_if<core::RpcResponse>(&*message);
    const nlohmann::json none;
    const auto& json = request ? request->params : response->result ? *response->result : none;
    readAs<core::InitializeParams, core::InitializeResult, core::LoadWeightsParams, core::PredictParams,
           core::PatchBatch, core::PatchRows, core::CancelParams, core::ProgressParams, core::RunRows,
           core::PredictorInfo, core::RunSummary>(json);
}

} // namespace

/// input: what a worker, or a viewer, writes; its first byte says in pieces of how many bytes it arrives.
void fuzz::run(std::string_view input)
{
    if (input.empty())
        return;
    const std::size_t piece = 1 + static_cast<unsigned char>(input.front());
    input.remove_prefix(1);
    constexpr std::size_t MostBytes = 1 << 20;
    core::FrameDecoder decoder(MostBytes);
    for (; !input.empty(); input.remove_prefix(std::min(piece, input.size()))) {
        decoder.append(input.substr(0, piece));
        auto body = decoder.next();
        for (; body && *body; body = decoder.next())
            readBody(**body);
        if (!body)
            return;
    }
}
